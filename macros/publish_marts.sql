{#
    After a run: copies the marts that it built from the schema `audit`, where models are built and tests look, to
    the target's own, where readers look. All in one transaction, and only where nothing failed and every test of these
    marts was among what passed; else the published marts stay as they are, and one line says why.
#}
{% macro publish_marts(results) %}
    {% if not execute %}{% do return('') %}{% endif %}
    {% set built = audited_marts(results | map(attribute='node')) %}
    {% if not built %}{% do return('') %}{% endif %}
    {% set fault = why_not_published(results, built) %}
    {% if fault %}
        {% do exceptions.warn("nothing is published: " ~ fault ~ ". The marts in schema " ~ target.schema ~ " stay as they were.") %}
        {% do return('') %}
    {% endif %}
    {% set statements, shown = [], [] %}
    {% for mart in built %}
        {% set fresh = api.Relation.create(database=mart.database, schema=mart.schema, identifier=mart.alias) %}
        {% do shown.append(published(fresh)) %}
        {% do statements.extend(publish_mart(fresh, published(fresh), mart.config.meta.get('published_by'))) %}
    {% endfor %}
    {% do statements.extend(let_readers_in(shown)) %}
    {% if not adapter.check_schema_exists(target.database, target.schema) %}
        {% do statements.insert(0, 'create schema ' ~ adapter.quote(target.schema)) %}
    {% endif %}
    {# as one text, which is a transaction by itself where dbt does not open one (PostgreSQL, in hooks) #}
    {% do adapter.execute(statements | join(';\n'), auto_begin=true) %}
    {% do adapter.commit() %}
    {% set others = audited_marts(graph.nodes.values()) | length - built | length %}
    {% do log(
        "published " ~ built | length ~ " marts to schema " ~ target.schema
        ~ (" (" ~ others ~ " were not in this run and stay as they were)" if others else ""), info=true
    ) %}
{% endmacro %}


{# Where readers find a mart: under its own name in the target's schema. The analyses read it there too. #}
{% macro published(mart) %}
    {% do return(api.Relation.create(database=target.database, schema=target.schema, identifier=mart.identifier)) %}
{% endmacro %}


{# Whether readers have any of these marts. #}
{% macro is_any_published(marts) %}
    {% for mart in marts if adapter.get_relation(target.database, target.schema, mart.alias) %}{% do return(true) %}{% endfor %}
    {% do return(false) %}
{% endmacro %}


{# The marts among some nodes, by name: the models whose schema is `audit`. #}
{% macro audited_marts(nodes) %}
    {% set marts = {} %}
    {% for node in nodes if node.resource_type == 'model' and node.config.schema == 'audit' %}
        {% if node.config.materialized != 'ephemeral' and node.schema != target.schema %}
            {% do marts.update({node.alias: node}) %}
        {% endif %}
    {% endfor %}
    {% do return(marts | dictsort | map(attribute=1) | list) %}
{% endmacro %}


{#
    What keeps a run from being published, none where nothing does. A part of the tests proves nothing: what was built
    without its tests (`dbt run`, `--exclude`) takes the place of no mart that passed them; where readers have nothing
    yet, it does no harm. A retry knows what failed, not what passed before.
#}
{% macro why_not_published(results, built) %}
    {% set failed = results | rejectattr('status', 'in', ['success', 'pass', 'warn', 'no-op']) | list %}
    {% set broken = failed | rejectattr('status', 'equalto', 'skipped') | list or failed %}
    {% if failed %}
        {% do return(failed | length ~ " nodes failed or were skipped (" ~ first_names(broken | map(attribute='node.name') | list) ~ ")") %}
    {% elif flags.EMPTY or invocation_args_dict.get('sample') %}
        {% do return("the run saw only a part of the rows (--empty, --sample)") %}
    {% elif 'retry' in flags.INVOCATION_COMMAND.split() %}
        {% do return("a retry builds only what had failed; run `dbt build`, so that all marts are of one build") %}
    {% endif %}
    {% set seen = results | map(attribute='node.unique_id') | list %}
    {% set marts = built | map(attribute='unique_id') | list %}
    {% set left_out = [] %}
    {% for test in graph.nodes.values() if test.resource_type == 'test' and test.unique_id not in seen %}
        {% if test.config.severity | lower == 'error' and test.depends_on.nodes | select('in', marts) | list %}
            {% do left_out.append(test.name) %}
        {% endif %}
    {% endfor %}
    {% if left_out and is_any_published(built) %}
        {% do return(left_out | length ~ " tests of these marts were not run (" ~ first_names(left_out) ~ "); `dbt build` runs them") %}
    {% endif %}
    {% do return(none) %}
{% endmacro %}


{# The first of some names, in words. #}
{% macro first_names(names) %}
    {% do return((names | sort)[:3] | join(', ') ~ (', ...' if names | length > 3 else '')) %}
{% endmacro %}

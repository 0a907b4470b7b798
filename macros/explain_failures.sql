{#
    After a build in which a share of rejected rows was over the limit: one line per table that says how many rows
    were rejected for which reason, and what to do. Repeats are named, but count for nothing, as in the test.
#}
{% macro explain_failures(results) %}
    {% if not execute %}{% do return('') %}{% endif %}
    {% for result in results if result.status == 'fail' and is_rejected_share(result.node) %}
        {% set checked = graph.nodes[result.node.attached_node] %}
        {% set relation = api.Relation.create(database=checked.database, schema=checked.schema, identifier=checked.alias) %}
        {% set counts = run_query(
            'select reject_reason, count(*) as row_count from ' ~ relation ~ ' group by 1 order by 2 desc, 1'
        ) %}
        {% set tally = namespace(rows=0, rejected=0, repeats=0) %}
        {% set reasons = [] %}
        {% for row in counts.rows %}
            {% if row[0] == 'duplicate_key' %}
                {% set tally.repeats = row[1] | int %}
            {% else %}
                {% set tally.rows = tally.rows + row[1] | int %}
                {% if row[0] is not none %}
                    {% set tally.rejected = tally.rejected + row[1] | int %}
                    {% do reasons.append(row[1] | int ~ ' ' ~ row[0]) %}
                {% endif %}
            {% endif %}
        {% endfor %}
        {% do exceptions.warn(
            "raw table '" ~ checked.name.removeprefix('core_').removesuffix('_checked') ~ "': " ~ tally.rejected ~ " of " ~ tally.rows
            ~ " rows rejected (" ~ reasons | join(', ') ~ ")"
            ~ (", " ~ tally.repeats ~ " duplicate_key not counted" if tally.repeats)
            ~ ", more than max_rejected_share " ~ var('max_rejected_share')
            ~ " allows. Mend them at the source (they stand in " ~ relation ~ " with reject_reason, and whole in core_rejects), or raise the var max_rejected_share."
        ) %}
    {% endfor %}
{% endmacro %}


{# Whether a test is one of the share of rejected rows. #}
{% macro is_rejected_share(node) %}
    {% do return(node.resource_type == 'test' and node.test_metadata and node.test_metadata.name == 'rejected_share') %}
{% endmacro %}

{#
    After a build in which a share of rejected rows was over the limit: one line per table that says how many rows
    were rejected for which reason, and what to do.
#}
{% macro explain_failures(results) %}
    {% if not execute %}{% do return('') %}{% endif %}
    {% for result in results if result.node.resource_type == 'test' and result.status == 'fail' and 'rejected_share' in result.node.name %}
        {% set checked = result.node.attached_node.split('.')[-1] %}
        {% set table = checked | replace('core_', '') | replace('_checked', '') %}
        {% set relation = adapter.get_relation(
            database=graph.nodes[result.node.attached_node].database,
            schema=graph.nodes[result.node.attached_node].schema,
            identifier=graph.nodes[result.node.attached_node].alias
        ) %}
        {% set reasons = run_query(
            'select reject_reason, count(*) from ' ~ relation ~ ' where reject_reason is not null group by 1 order by 2 desc, 1'
        ) %}
        {% set found = [] %}
        {% for row in reasons.rows %}{% do found.append(row[1] ~ ' ' ~ row[0]) %}{% endfor %}
        {% do log(
            "raw table '" ~ table ~ "': too many rows rejected (" ~ found | join(', ') ~ "). Mend them at the source (they stand in "
            ~ relation ~ " with raw_row), or allow a larger share with the var max_rejected_share.", info=true
        ) %}
    {% endfor %}
{% endmacro %}

{#
    After a build whose choices (seeds/north_star) did not pass: one line per fault that says which row of which file
    is wrong, and for a warning what to think over. The tests in tests/north_star say it in their column `fault`.
#}
{% macro explain_faults(results) %}
    {% if not execute %}{% do return('') %}{% endif %}
    {% for result in results if 'tests/north_star/' in result.node.original_file_path and result.status in ('fail', 'warn') %}
        {% for row in run_query('select fault from (' ~ result.node.compiled_code ~ ') as faults order by 1').rows %}
            {% do exceptions.warn(row[0]) %}
        {% endfor %}
    {% endfor %}
{% endmacro %}

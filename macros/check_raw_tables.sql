{#
    Before anything is built: every raw table that the vars name exists and has its required columns. Stops with
    one line that names the table, the column and the var to set.
#}
{% macro check_raw_tables() %}
    {% if not execute or var('use_demo_data') or flags.WHICH not in ('build', 'run') %}{% do return('') %}{% endif %}
    {% set contract = raw_contract() %}
    {% for table in raw_tables() %}
        {% if table not in contract %}
            {% do exceptions.raise_compiler_error(
                "var raw_tables names '" ~ table ~ "', which is no table of the raw contract (" ~ contract.keys() | join(', ') ~ ")"
            ) %}
        {% endif %}
        {% set found = raw_columns(table) %}
        {% if found is none %}
            {% do exceptions.raise_compiler_error(
                "raw table '" ~ table ~ "' is missing in " ~ raw_place() ~ ": put it there, or name the tables that you have in the var raw_tables"
            ) %}
        {% endif %}
        {% for name, column in contract[table]['columns'].items() if name not in found %}
            {% if not column.get('optional') and 'default' not in column %}
                {% do exceptions.raise_compiler_error(
                    "raw table '" ~ table ~ "' has no column '" ~ name ~ "' in " ~ raw_place() ~ ": add the column, or leave the table out of the var raw_tables"
                ) %}
            {% endif %}
        {% endfor %}
    {% endfor %}
{% endmacro %}


{# Where the vars say that the raw tables are, in words. #}
{% macro raw_place() %}
    {%- if var('raw_path', none) -%}{%- do return("the folder " ~ var('raw_path') ~ " (var raw_path)") -%}{%- endif -%}
    {%- do return("the schema " ~ (var('raw_database', none) or target.database) ~ "." ~ var('raw_schema') ~ " (vars raw_database, raw_schema)") -%}
{% endmacro %}


{# The names of a raw table's columns in lower case, none where there is no such table. #}
{% macro raw_columns(table) %}
    {% if var('raw_path', none) %}
        {% set files = run_query(
            "select file from glob('" ~ var('raw_path') ~ '/' ~ table ~ ".parquet') union all select file from glob('"
            ~ var('raw_path') ~ '/' ~ table ~ ".csv')"
        ) %}
        {% if files.rows | length == 0 %}{% do return(none) %}{% endif %}
        {% do return(run_query('select * from ' ~ raw_file(table) ~ ' limit 0').column_names | map('lower') | list) %}
    {% endif %}
    {% set relation = adapter.get_relation(
        database=var('raw_database', none) or target.database, schema=var('raw_schema'), identifier=table
    ) %}
    {% if relation is none %}{% do return(none) %}{% endif %}
    {% do return(adapter.get_columns_in_relation(relation) | map(attribute='name') | map('lower') | list) %}
{% endmacro %}

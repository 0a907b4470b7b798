{#
    Before anything is built: every raw table that the vars name exists and has its required columns. Stops with
    one line that names the table, the column and the var to set.
#}
{% macro check_raw_tables() %}
    {% if not execute or var('use_demo_data') or flags.WHICH not in ('build', 'run', 'retry') %}{% do return('') %}{% endif %}
    {% if var('raw_path', none) and target.type != 'duckdb' %}
        {% do exceptions.raise_compiler_error(
            "var raw_path is for the target duckdb only: on " ~ target.type ~ " load the raw tables into a schema and name it in the var raw_schema"
        ) %}
    {% endif %}
    {% for table in named_raw_tables() %}
        {% do check_table_name(table) %}
    {% endfor %}
    {% for table in raw_tables() %}
        {% do check_raw_columns(table) %}
    {% endfor %}
{% endmacro %}


{# Stops when a table is none of the contract's, or counts for nothing without another. #}
{% macro check_table_name(table) %}
    {% set contract = raw_contract() %}
    {% if table not in contract %}
        {% do exceptions.raise_compiler_error(
            "var " ~ ('raw_tables' if table in raw_tables() else 'sources') ~ " names '" ~ table
            ~ "', which is no table of the raw contract (" ~ contract.keys() | join(', ') ~ ")"
        ) %}
    {% endif %}
    {% for needed in contract[table].get('needs', []) if needed not in named_raw_tables() %}
        {% do exceptions.raise_compiler_error(
            "raw table '" ~ table ~ "' says nothing without '" ~ needed ~ "': name both in the var raw_tables (or sources), or neither"
        ) %}
    {% endfor %}
{% endmacro %}


{# Stops when a raw table, or a column that it must have, is not there. #}
{% macro check_raw_columns(table) %}
    {% set columns = raw_contract()[table]['columns'] %}
    {% set found = raw_columns(table) %}
    {% if found is none %}
        {% do exceptions.raise_compiler_error(
            "raw table '" ~ table ~ "' is missing in " ~ raw_place() ~ ": put it there, or name the tables that you have in the var raw_tables"
        ) %}
    {% endif %}
    {% for name in found if name not in columns and name | lower in columns %}
        {% do exceptions.raise_compiler_error(
            "raw table '" ~ table ~ "' has a column '" ~ name ~ "' in " ~ raw_place() ~ ": rename it to '" ~ name | lower
            ~ "', or leave the table out of the var raw_tables"
        ) %}
    {% endfor %}
    {% for name, column in columns.items() if name not in found %}
        {% if not column.get('optional') and 'default' not in column %}
            {% do exceptions.raise_compiler_error(
                "raw table '" ~ table ~ "' has no column '" ~ name ~ "' in " ~ raw_place() ~ ": add the column, or leave the table out of the var raw_tables"
            ) %}
        {% endif %}
    {% endfor %}
{% endmacro %}


{# Where the vars say that the raw tables are, in words. #}
{% macro raw_place() %}
    {%- if var('raw_path', none) -%}{%- do return("the folder " ~ var('raw_path') ~ " (var raw_path)") -%}{%- endif -%}
    {%- do return("the schema " ~ (var('raw_database', none) or target.database) ~ "." ~ var('raw_schema') ~ " (vars raw_database, raw_schema)") -%}
{% endmacro %}


{#
    The names of a raw table's columns, none where there is no such table. Lower case, but for names that
    PostgreSQL keeps in mixed case: those it reads only as they are written.
#}
{% macro raw_columns(table) %}
    {% if var('raw_path', none) %}
        {% set file = raw_file_path(table) %}
        {% if file is none %}{% do return(none) %}{% endif %}
        {% if run_query("select size from read_blob('" ~ file ~ "')").rows[0][0] == 0 %}{% do return([]) %}{% endif %}
        {% do return(run_query('select * from ' ~ raw_file(table) ~ ' limit 0').column_names | map('lower') | list) %}
    {% endif %}
    {% set relation = api.Relation.create(
        database=var('raw_database', none) or target.database, schema=var('raw_schema'), identifier=table
    ) %}
    {% if not run_query(has_relation(relation)).rows[0][0] %}{% do return(none) %}{% endif %}
    {% set names = [] %}
    {% for name in run_query('select * from ' ~ relation ~ ' limit 0').column_names %}
        {% do names.append(name | lower if target.type == 'duckdb' or name == name | upper else name) %}
    {% endfor %}
    {% do return(names) %}
{% endmacro %}

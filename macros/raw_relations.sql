{#
    What a table of the contract is read from: the demo seed, the user's table in `raw_schema`, a file in
    `raw_path`, and the models of mapped sources. Empty where the user has none.
#}
{% macro raw_relations(table) %}
    {% set relations = [] %}
    {% if var('use_demo_data') %}
        {% do relations.append(ref(table)) %}
    {% elif table in raw_tables() %}
        {% do relations.append(raw_file(table) if var('raw_path', none) else source('raw', table)) %}
    {% endif %}
    {% for model in mapped_models(table) if not var('use_demo_data') %}
        {% do relations.append(ref(model)) %}
    {% endfor %}
    {% do return(relations) %}
{% endmacro %}


{# DuckDB: a file of `raw_path`, read in place. Text is not typed by guessing: staging does that. #}
{% macro raw_file(table) %}
    {% if not execute %}{% do return(table) %}{% endif %}
    {% set file = raw_file_path(table) or raw_folder() ~ '/' ~ table ~ '.csv' %}
    {% if file.endswith('.parquet') %}{% do return("read_parquet('" ~ file ~ "')") %}{% endif %}
    {% do return(
        "read_csv('" ~ file ~ "', all_varchar = true, header = true, delim = ',', "
        ~ "quote = '\"', escape = '\"', comment = '', skip = 0, null_padding = true, parallel = false)"
    ) %}
{% endmacro %}


{# The Parquet or CSV file of a table in `raw_path`, written as in an SQL text; none where there is neither. #}
{% macro raw_file_path(table) %}
    {% for ending in ('.parquet', '.csv') %}
        {% set file = raw_folder() ~ '/' ~ table ~ ending %}
        {% if run_query("select file from glob('" ~ file ~ "')").rows | length > 0 %}{% do return(file) %}{% endif %}
    {% endfor %}
    {% do return(none) %}
{% endmacro %}


{% macro raw_folder() %}{% do return((var('raw_path') | string).rstrip('/').replace("'", "''")) %}{% endmacro %}

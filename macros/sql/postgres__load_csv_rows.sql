{#
    How dbt loads a seed into PostgreSQL, with the text of one row written once: dbt's own calls a macro for every
    cell, which made loading the demo take minutes.
#}
{% macro postgres__load_csv_rows(model, agate_table) %}
    {%- set names = agate_table.column_names -%}
    {%- set row = '(' ~ (['%s'] * (names | length)) | join(', ') ~ ')' -%}
    {%- set insert = 'insert into ' ~ this.render() ~ ' (' ~ get_seed_column_quoted_csv(model, names) ~ ') values ' -%}
    {%- for chunk in agate_table.rows | batch(get_batch_size()) -%}
        {%- set bindings = [] -%}
        {%- for cells in chunk %}{% do bindings.extend(cells) %}{% endfor -%}
        {%- set rows = ([row] * (chunk | length)) | join(', ') -%}
        {%- do adapter.add_query(insert ~ rows, bindings=bindings, abridge_sql_log=True) -%}
    {%- endfor -%}
    {{ return(insert ~ row) }}
{% endmacro %}

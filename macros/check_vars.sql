{#
    Before anything is built: every var by which raw tables are read is one that the project knows how to read, and no
    tables are named beside the demo. Stops with one line that names the var, what it is and what it may be.
#}
{% macro check_vars() %}
    {% if not execute or flags.WHICH not in ('build', 'run', 'retry') %}{% do return('') %}{% endif %}
    {% set statuses = raw_contract()['subscription_periods']['columns']['status']['values'] %}
    {% set choices = [
        ('reporting_currency', fits(var('reporting_currency'), '[A-Za-z]{3}'), 'a currency code of three letters'),
        ('reporting_timezone', is_timezone(var('reporting_timezone')), 'a name of the time zone database (America/New_York)'),
        ('week_start', var('week_start') in ['monday', 'sunday'], 'monday or sunday'),
        ('mrr_statuses', is_list_of(var('mrr_statuses'), statuses), 'a list of ' ~ statuses | join(', ')),
        ('churn_recognised', var('churn_recognised') in ['at_end', 'at_request'], 'at_end or at_request'),
        ('max_rejected_share', is_share(var('max_rejected_share')), 'a number of 0 to 1'),
        ('raw_tables', var('raw_tables') is none or is_list(var('raw_tables')), 'a list of tables of the raw contract, or null for all of them'),
        ('sources', var('sources') is mapping, 'a mapping of each source to a list of the tables that it feeds'),
    ] %}
    {% for name in [
        'session_timeout_minutes', 'cart_window_hours', 'trial_window_days', 'lookback_days',
        'activity_window_days', 'retention_window_days', 'account_window_days'
    ] %}
        {% do choices.append((name, is_count(var(name)), 'a whole number of 0 or more')) %}
    {% endfor %}
    {% set gap = var('reactivation_window_months') %}
    {% do choices.append(('reactivation_window_months', gap is none or is_count(gap), 'a whole number of months, or null for any gap')) %}
    {% for name, is_known, choice in choices if not is_known %}
        {% do refuse_var(name, choice) %}
    {% endfor %}
    {# the demo in the place of the tables that are named would be published as the company's own #}
    {% for name in ('raw_path', 'raw_tables', 'sources') if var('use_demo_data') and var(name, none) %}
        {% do refuse_var('use_demo_data', 'false for what ' ~ name ~ ' names to be read, or take ' ~ name ~ ' out for the demo') %}
    {% endfor %}
{% endmacro %}


{# Stops with what a var is and what it may be. #}
{% macro refuse_var(name, choice) %}
    {% do exceptions.raise_compiler_error("var " ~ name ~ " is " ~ tojson(var(name), var(name) | string) ~ ": set it to " ~ choice) %}
{% endmacro %}


{% macro fits(value, pattern) %}
    {% do return(value is string and modules.re.fullmatch(pattern, value) is not none) %}
{% endmacro %}

{# A date that is one, written as a text or as YAML writes it. #}
{% macro is_day(value) %}
    {% if not fits(value | string, '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])') %}{% do return(false) %}{% endif %}
    {% set year, month, day = (value | string).split('-') %}
    {% set first = modules.datetime.date(year | int, month | int, 1) %}
    {% do return((first + modules.datetime.timedelta(days=day | int - 1)).month == month | int) %}
{% endmacro %}

{% macro is_timezone(value) %}
    {% if value is not string %}{% do return(false) %}{% endif %}
    {% set names = run_query("select count(*) from pg_timezone_names() where name = '" ~ value.replace("'", "''") ~ "'") %}
    {% do return(names.rows[0][0] > 0) %}
{% endmacro %}

{% macro is_list(value) %}
    {% do return(value is sequence and value is not string and value is not mapping) %}
{% endmacro %}

{% macro is_list_of(value, known) %}
    {% do return(is_list(value) and value | reject('in', known) | list == []) %}
{% endmacro %}

{% macro is_share(value) %}
    {% do return(value is number and value is not boolean and 0 <= value <= 1) %}
{% endmacro %}

{% macro is_count(value) %}{% do return(value is integer and value >= 0) %}{% endmacro %}

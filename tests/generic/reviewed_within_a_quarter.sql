{# The metrics whose definition nobody has looked at for more than a quarter before as_of_date. #}
{% test reviewed_within_a_quarter(model) %}
select
    metric_name,
    owner,
    reviewed_on
from {{ model }}
where
    reviewed_on is null
    or reviewed_on < {{ dbt.dateadd('month', -3, as_of_date()) }}
{% endtest %}

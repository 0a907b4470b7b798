{# The metrics whose definition nobody has looked at for more than a quarter before as_of_date. #}
{% test reviewed_within_a_quarter(model) %}
select
    metric_name,
    owner,
    reviewed_on
from {{ model }}
where is_review_due
{% endtest %}

-- A ticket is scored once it is closed; one without a score is no response.
select
    ticket_id as response_id,
    'csat' as survey_type,
    satisfaction_score as score,
    closed_at as responded_at,
    account_id,
    'support' as touchpoint
from {{ source('ravenstack', 'support_tickets') }}
where satisfaction_score is not null

-- What other tables name an account by, merged accounts too: who is not among them is unknown.
with checked_rows as (
    select * from {{ ref('core_accounts_checked') }}
)

select
    account_id,
    surviving_account_id,
    is_internal
from checked_rows
where reject_reason is null

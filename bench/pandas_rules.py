"""The rules in pandas and numpy, one function each, which returns how many findings there
are: as an expert would write them for exports of this shape, with vectors throughout."""
import re

import numpy as np
import pandas as pd
from pandas.tseries.holiday import USFederalHolidayCalendar

from pandas_org import CALL, EMAIL, MEETING, NONE, blank, days, instant_of, instants, local

DAY = 86400
HOLIDAYS = USFederalHolidayCalendar().holidays('2020-01-01', '2030-12-31').to_numpy('datetime64[D]')
RENEWALS = ('existing business', 'renewal', 'existing customer - renewal')
FREE_MAIL = ('gmail.com', 'yahoo.com', 'hotmail.com', 'outlook.com')
RULES = {}


def rule(check):
    def keep(function):
        RULES[check] = function
        return function
    return keep


def deadline(seconds, amount):
    """The same wall clock so many business days later, from the next opening; 07:00 to 16:00."""
    wall = local(seconds)
    day = wall.astype('datetime64[D]')
    late = np.is_busday(day, holidays=HOLIDAYS) & (wall - day >= np.timedelta64(16, 'h'))
    start = np.busday_offset(day + late.astype('timedelta64[D]'), 0, 'forward', holidays=HOLIDAYS)
    clock = np.where(start > day, np.timedelta64(7 * 3600, 's'), np.maximum(wall - day, np.timedelta64(7 * 3600, 's')))
    return instant_of(np.busday_offset(start, amount, holidays=HOLIDAYS).astype('datetime64[s]') + clock)


def local_days(seconds):
    return local(seconds).astype('datetime64[D]')


def groups(frame, *by):
    return frame.groupby(list(by), sort=False)


def numbers(column):
    return pd.to_numeric(column, errors='coerce').to_numpy()


def said(column):
    return ~blank(column) & ~column.str.lower().isin(('false', 'no', 'n', '0', 'f')).to_numpy()


def inside(keys, of):
    return np.isin(keys, of)


# A: outreach

@rule('outreach-person')
def person(org):
    t = org.recent[org.recent.person >= 0]
    key = t.rep.to_numpy() * 10**7 + t.person.to_numpy()
    wall = local(t['at']).astype('int64') - int(local([org.since])[0].astype('int64'))
    ordered = np.sort(key * 10**7 + wall)
    seven = np.searchsorted(ordered, ordered + 7 * DAY - 1, 'right') - np.arange(len(ordered))
    worst = pd.DataFrame({'key': ordered // 10**7, 'seven': seven}).groupby('key').agg(seven=('seven', 'max'), whole=('seven', 'size'))
    return int(((worst.seven > 3) | (worst.whole > 8)).sum())


@rule('outreach-account')
def account(org):
    t = org.recent
    t = t[(t.account >= 0) & (t.person < org.contacts)]
    return int((groups(t, 'rep', 'account').size() > 15).sum())


@rule('outreach-same-day')
def same_day(org):
    t = org.recent[org.recent.person >= 0]
    zones = org.User.TimeZoneSidKey.to_numpy()[t.rep]
    day = np.empty(len(t), 'datetime64[D]')
    for zone in pd.unique(zones):
        day[zones == zone] = local(t['at'].to_numpy()[zones == zone], zone).astype('datetime64[D]')
    return int((groups(t.assign(day=day), 'rep', 'person', 'kind', 'day').size() >= 2).sum())


@rule('outreach-no-reply')
def no_reply(org):
    pairs = org.recent.loc[org.recent.person >= 0, ['rep', 'person']].drop_duplicates()
    answers = org.act[(org.act.person >= 0) & (org.act.inbound | (org.act.kind == MEETING))]
    held = org.act.loc[org.act.event >= 0, ['event', 'at']]
    guests = org.guest[org.guest.status != 'Declined'].merge(held, on='event')
    last = pd.concat([answers[['person', 'at']], guests[['person', 'at']]]).groupby('person')['at'].max()
    t = org.touch[org.touch.person >= 0][['rep', 'person', 'at']].merge(pairs, on=['rep', 'person'])
    t = t[t['at'].to_numpy() > last.reindex(t.person, fill_value=NONE).to_numpy()]
    return int((groups(t, 'rep', 'person').size() >= 5).sum())


@rule('outreach-pile-on')
def pile_on(org):
    t = org.recent[org.recent.person >= 0]
    wall = local(t['at']).astype('int64')
    order = np.lexsort((wall, t.person))
    who, rep, wall = t.person.to_numpy()[order], t.rep.to_numpy()[order], wall[order]
    near = (who[1:] == who[:-1]) & (rep[1:] != rep[:-1]) & (wall[1:] - wall[:-1] < 3 * DAY)
    return len(np.unique(who[1:][near]))


@rule('outreach-opted-out')
def opted_out(org):
    t = org.recent[org.recent.person >= 0]
    mail = np.concatenate([org.Contact.HasOptedOutOfEmail == 'true', org.Lead.HasOptedOutOfEmail == 'true'])
    call = np.concatenate([org.Contact.DoNotCall == 'true', org.Lead.DoNotCall == 'true'])
    t = t[((t.kind == EMAIL) & mail[t.person]) | ((t.kind == CALL) & call[t.person])]
    return groups(t, 'rep', 'person', 'kind').ngroups


@rule('outreach-not-owned')
def not_owned(org):
    t = org.recent[org.recent.account >= 0]
    t = t[org.find('User', org.Account.OwnerId)[t.account] != t.rep]
    pair = t.account.to_numpy() * 10**4 + t.rep.to_numpy()
    team, deal = org.AccountTeamMember, org.find('Opportunity', org.OpportunityTeamMember.OpportunityId)
    still = ~org.is_closed
    for owner, of in ((org.find('User', team.UserId), org.find('Account', team.AccountId)),
                      (org.find('User', org.OpportunityTeamMember.UserId), org.deal_account[deal]),
                      (org.deal_owner[still], org.deal_account[still])):
        t = t[~inside(pair, of * 10**4 + owner)]
        pair = t.account.to_numpy() * 10**4 + t.rep.to_numpy()
    return len(np.unique(pair))


@rule('outreach-open-ticket')
def open_ticket(org):
    k = org.Case
    k = k[(k.IsClosed != 'true') & k.Priority.isin(('Critical', 'High'))]
    ticket = pd.DataFrame({'account': org.find('Account', k.AccountId), 'opened': instants(k.CreatedDate)}).groupby('account').opened.min()
    t = org.recent[org.recent.account.isin(ticket.index) & org.is_customer[org.recent.account]]
    t = t[ticket.reindex(t.account).to_numpy() <= t['at']]
    return groups(t, 'rep', 'account').ngroups


@rule('outreach-after-lost')
def after_lost(org):
    deals = pd.DataFrame({'account': org.deal_account, 'closed': org.is_closed, 'closes': org.closes, 'won': org.is_won})
    deals = deals[(deals.account >= 0) & (~deals.closed | deals.closes.notna())]
    first = deals.sort_values(['closed', 'closes', 'won'], ascending=[True, False, False]).drop_duplicates('account')
    lost = first[first.closed & ~first.won].set_index('account').closes
    t = org.recent[org.recent.account.isin(lost.index)]
    closed, day = lost.reindex(t.account).to_numpy('datetime64[D]'), local_days(t['at'])
    t = t[(day >= closed + 1) & (day < closed + 30)]
    return groups(t, 'rep', 'account').ngroups


@rule('outreach-off-hours')
def off_hours(org):
    t = org.recent[(org.recent.person >= 0) & org.recent.has_time]
    zones, hour = org.User.TimeZoneSidKey.to_numpy()[t.rep], np.empty(len(t))
    for zone in pd.unique(zones):
        wall = local(t['at'].to_numpy()[zones == zone], zone)
        hour[zones == zone] = (wall - wall.astype('datetime64[D]')).astype('int64') / 3600
    return groups(t[(hour < 8) | (hour >= 18)], 'rep', 'person').ngroups


def mql_since(org):
    """Seconds, by row of the lead; NONE where it is not marketing-qualified."""
    h = org.LeadHistory
    h = h[(h.Field.str.lower() == 'status') & h.NewValue.str.contains('MQL', case=False) & ~h.OldValue.str.contains('MQL', case=False)]
    since = instants(org.Lead.CreatedDate)
    told = pd.Series(instants(h.CreatedDate), org.find('Lead', h.LeadId))
    told = told[told < org.as_of].groupby(level=0).max()
    since[told.index] = told
    return np.where(org.Lead.Status.str.contains('MQL', case=False) & (org.Lead.IsConverted != 'true'), since, NONE)


@rule('follow-up-missed')
def follow_up(org):
    wrote = org.act[org.act.inbound & (org.act['at'] >= org.since) & (org.act.person >= 0)]
    open_lead = (org.Lead.IsConverted != 'true').to_numpy()
    wrote = wrote[(wrote.person < org.contacts) | open_lead[np.maximum(wrote.person - org.contacts, 0)]]
    since = mql_since(org)
    ready = np.flatnonzero((since >= org.since) & (since < org.as_of))
    asked = pd.DataFrame({'person': np.concatenate([wrote.person, ready + org.contacts]), 'at': np.concatenate([wrote['at'], since[ready]])})
    asked['rep'] = np.concatenate([org.contact_owner, org.lead_owner])[asked.person]
    asked = asked[(asked.rep >= 0) & org.is_rep[asked.rep]]
    does = org.act[(org.act.kind == MEETING) | org.act.index.isin(org.every_touch.index)]
    last = does[does.person.isin(asked.person)].groupby(['person', 'rep'])['at'].max()
    answered = last.reindex(pd.MultiIndex.from_frame(asked[['person', 'rep']]), fill_value=NONE).to_numpy()
    waiting = asked[answered <= asked['at'].to_numpy()].groupby('person')['at'].min()
    return int((deadline(waiting.to_numpy(), 2) <= org.as_of).sum())


@rule('rep-quiet')
def quiet(org):
    return int(org.is_rep.sum() - org.recent.rep.nunique())


@rule('activity-unlinked')
def unlinked(org):
    a = org.act[(org.act['at'] >= org.since) & org.is_rep[org.act.rep]]
    of = groups(a.assign(lost=(a.person < 0) & (a.account < 0)), 'rep').lost.agg(['size', 'sum'])
    return int(((of['size'] >= 20) & (of['sum'] * 100 > 5 * of['size'])).sum())


# B: records

@rule('account-missing-fields')
def account_fields(org):
    a = org.Account
    plain = 'Name BillingStreet BillingCity BillingPostalCode BillingCountry LinkedIn_company_URL__c CISO_employees__c NumberOfEmployees Industry Rating Sales_Navigator_URL__c'
    bought = ('Invoice_sent__c Payment_received__c Subscription_end__c Press_approval__c License_key__c Total_opportunities__c Deals_won__c First_deal_close__c '
              'Cumulative_revenue__c Payment_terms__c ShippingStreet ShippingCity ShippingPostalCode ShippingCountry PO_link__c Agreement_link__c '
              'Invoices_link__c Meeting_notes_link__c NDA_link__c')
    lacks = np.zeros(len(a), bool)
    for name in plain.split():
        lacks |= blank(a[name])
    for name in bought.split():
        lacks |= blank(a[name]) & org.is_customer
    for kind, of in (('Billing', True), ('Shipping', org.is_customer)):
        lacks |= blank(a[kind + 'State']) & (a[kind + 'Country'] == 'United States').to_numpy() & of
    return int(lacks.sum())


@rule('opportunity-missing-fields')
def deal_fields(org):
    o = org.Opportunity
    lacks = np.zeros(len(o), bool)
    for name in 'AccountId Name Amount NextStep Next_step_due__c CloseDate StageName OwnerId'.split():
        lacks |= blank(o[name])
    for name in ('Hosts__c Type Payment_terms__c Billing_process__c Term__c Effective_date__c Subscription_end__c Invoice_sent__c Payment_received__c').split():
        lacks |= blank(o[name]) & org.is_won
    return int((lacks & (~org.is_closed | org.is_won)).sum())


@rule('contact-missing-fields')
def contact_fields(org):
    c = org.Contact
    lacks = (c.FirstName.str.strip() == '?').to_numpy()
    for name in 'Name Title Department AccountId Email LinkedIn__c ReportsToId Champion__c'.split():
        lacks |= blank(c[name])
    in_play, champion = np.zeros(len(org.Account), bool), np.zeros(len(org.Account), bool)
    in_play[org.deal_account[~org.is_closed]] = True
    champion[org.contact_account[(c.Champion__c == 'true').to_numpy()]] = True
    return int(lacks.sum() + (in_play & ~champion).sum())


@rule('lead-missing-fields')
def lead_fields(org):
    l = org.Lead
    lacks = (l.FirstName.str.strip() == '?').to_numpy()
    for name in ('Name', 'LeadSource', 'Rating'):
        lacks |= blank(l[name])
    return int(((lacks | l.Status.isin(('', '?')).to_numpy()) & (l.IsConverted != 'true').to_numpy()).sum())


@rule('opportunity-name-year')
def name_year(org):
    names = org.Opportunity.Name[~org.is_closed | org.is_won]
    year = names.str.contains(r'(?<![0-9])(?<![$€£¥₹₩₽₺₴฿₪])(?<![$€£¥₹₩₽₺₴฿₪]\s)20[0-9][0-9](?![0-9])')
    return int((~year & ~blank(names)).sum())


@rule('account-figures-disagree')
def figures(org):
    o, a = org.Opportunity, org.Account
    won = pd.DataFrame({'account': org.deal_account, 'closes': org.closes, 'amount': numbers(o.Amount), 'ends': days(o.Subscription_end__c)})[org.is_won]
    rows = np.arange(len(a))
    deals = pd.Series(org.deal_account).value_counts().reindex(rows, fill_value=0).to_numpy()
    of = won.groupby('account').agg(won=('amount', 'size'), revenue=('amount', 'sum'), first=('closes', 'min'), last=('ends', 'max')).reindex(rows)
    wrong = np.zeros(len(a), bool)
    for field, actual in (('Total_opportunities__c', deals), ('Deals_won__c', of.won.fillna(0).to_numpy())):
        wrong |= ~blank(a[field]) & (numbers(a[field]) != actual)
    wrong |= ~blank(a.Cumulative_revenue__c) & ~(np.abs(numbers(a.Cumulative_revenue__c) - of.revenue.fillna(0).to_numpy()) <= 0.01)
    for field, actual in (('First_deal_close__c', of['first']), ('Subscription_end__c', of['last'])):
        wrong |= ~blank(a[field]) & (days(a[field]) != actual.to_numpy('datetime64[D]'))
    return int(wrong.sum())


@rule('url-form')
def urls(org):
    path = r'^(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/'
    amount, shared = 0, None
    for column, pages in ((org.Account.LinkedIn_company_URL__c, '(?:company|school|showcase)/[^/?#]+'),
                          (org.Account.Sales_Navigator_URL__c, 'sales/(?:company|people|lead|accounts?)/[^/?#]+'),
                          (org.Contact.LinkedIn__c, '(?:in|pub)/[^/?#]+')):
        url = column.str.strip().str.lower()
        amount += int((~blank(column) & ~url.str.match(path + pages)).sum())
        shared = url.str.extract(path + '((?:company|school|showcase)/[^/?#]+)')[0] if shared is None else shared
    return amount + int((shared.map(shared.value_counts()) > 1).sum())


@rule('notes-feature-used')
def notes(org):
    return org.Note.ParentId[instants(org.Note.CreatedDate) < org.as_of].nunique()


LEGAL = re.compile(r'( (inc|incorporated|llc|llp|lp|ltd|limited|plc|corp|corporation|co|company|gmbh|ag|se|kg|sa|sas|bv|nv|ab|as|oy|pty))+$')


def words(column):
    return column.str.lower().str.replace(r"[.'’`]", '', regex=True).str.replace(r'[^0-9a-zà-ɏ]+', ' ', regex=True).str.strip()


def name_keys(org):
    return words(org.Account.Name).str.replace(LEGAL, '', regex=True)


DATE = (r'(?:^|\D)(?:20\d\d([-./_ ]?)(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?:\D|$)|(?:[1-9]|0[1-9]|[12]\d|3[01])[-./_](?:[1-9]|0[1-9]|[12]\d|3[01])[-./_](?:20)?\d\d(?:\D|$)'
        r'|(?:[1-9]|0[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?[.]?(?: of)? *(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[.,]* *20\d\d(?:\D|$))'
        r'|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[.]? *(?:[1-9]|0[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?,? +20\d\d(?:\D|$)')


def account_notes(org):
    """Files on accounts that are titled as notes: account and title, and whether the account's name is in it."""
    d = org.ContentDocumentLink
    d = d[d['ContentDocument.Title'].str.contains('notes|minutes', case=False)]
    at = org.find('Account', d.LinkedEntityId)
    frame = pd.DataFrame({'account': at, 'title': d['ContentDocument.Title'].to_numpy()})[at >= 0]
    padded = (' ' + words(frame.title) + ' ').to_numpy()
    key = name_keys(org).to_numpy()[frame.account]
    return frame.assign(named=[' ' + k + ' ' in title for k, title in zip(key, padded)])


@rule('meeting-notes-title')
def notes_title(org):
    n = account_notes(org)
    return int((~n.named | ~n.title.str.lower().str.contains(DATE)).sum())


@rule('duplicates')
def duplicates(org):
    name = name_keys(org)
    domain = org.Account.Website.str.lower().str.extract(r'^(?:[a-z]+://)?(?:www\.)?([^\s/?#:@]+\.[^\s/?#:@.]{2,})')[0]
    mails = [c.str.strip().str.lower().where(c.str.contains('@')) for c in (org.Contact.Email, org.Lead.Email[org.Lead.IsConverted != 'true'])]
    amount = sum(int((keys.value_counts() > 1).sum()) for keys in (name[name != ''], domain[~domain.isin(FREE_MAIL)], mails[0]))
    return amount + int(mails[1].dropna().drop_duplicates().isin(mails[0]).sum())


@rule('owner-inactive')
def inactive(org):
    active = np.append((org.User.IsActive == 'true').to_numpy(), True)   # -1: not in the list
    l = org.Lead[org.Lead.IsConverted != 'true']
    queued = l.OwnerId.str.startswith('00G').to_numpy() & ((org.today - local_days(instants(l.CreatedDate))) >= np.timedelta64(7, 'D'))
    amount = int(queued.sum())
    for ids in (org.Account.OwnerId, org.Opportunity.OwnerId[~org.is_closed], l.OwnerId):
        amount += int(((ids == '').to_numpy() | ~active[org.find('User', ids)]).sum())
    return amount


@rule('sanctioned-country')
def sanctioned(org):
    places = ('iran', 'ir', 'irn', 'islamic republic of iran', 'north korea', 'kp', 'prk', 'dprk', "democratic people's republic of korea")
    def bad(column):
        return column.str.lower().str.replace('.', '', regex=False).str.strip().isin(places).to_numpy()
    return int((bad(org.Account.BillingCountry) | bad(org.Account.ShippingCountry)).sum() + bad(org.Lead.Country).sum())


# D: pipeline

def open_deals(org):
    return org.Opportunity[~org.is_closed]


@rule('opportunity-stale')
def stale(org):
    a = org.act[(org.act.kind != 3) | (org.act.person >= 0)]
    by_deal = a[a.deal >= 0].groupby('deal')['at'].max()
    by_account = a[(a.deal < 0) & (a.account >= 0)].groupby('account')['at'].max()
    rows = np.flatnonzero(~org.is_closed)
    last = np.maximum(by_deal.reindex(rows, fill_value=NONE), by_account.reindex(org.deal_account[rows], fill_value=NONE).to_numpy()).to_numpy()
    last = np.where(last == NONE, instants(org.Opportunity.CreatedDate)[rows], last)
    return int((org.today - local_days(last) >= np.timedelta64(30, 'D')).sum())


@rule('close-date-past')
def past(org):
    return int((~org.is_closed & (org.closes < org.today)).sum())


def stage_changes(org):
    """The last change of the stage by deal: since, and whether it came from another one."""
    h = org.OpportunityHistory
    h = pd.DataFrame({'deal': org.find('Opportunity', h.OpportunityId), 'at': instants(h.CreatedDate), 'id': h.Id, 'stage': h.StageName})
    h = h[~org.is_closed[h.deal]].sort_values(['deal', 'at', 'id'])
    old = h.stage.astype(str).shift()
    first = h.deal != h.deal.shift()
    h = h.assign(is_change=~first)[first | (h.stage.astype(str) != old)]
    return h.drop_duplicates('deal', keep='last').set_index('deal')


@rule('next-step-overdue')
def next_step(org):
    rows = np.flatnonzero(~org.is_closed)
    o, stage = open_deals(org), stage_changes(org).reindex(rows)
    overdue = org.today - days(o.Next_step_due__c) >= np.timedelta64(1, 'D')
    f = org.OpportunityFieldHistory[org.OpportunityFieldHistory.Field.str.lower() == 'nextstep']
    edits = pd.Series(instants(f.CreatedDate), org.find('Opportunity', f.OpportunityId))
    last = edits.groupby(level=0).max().reindex(rows).fillna(NONE)
    changed = (stage.is_change == True) & ~blank(o.NextStep) & (stage['at'] >= edits.min())   # noqa: E712
    return int((overdue | (changed & (last < stage['at'])).to_numpy()).sum())


def moves(org):
    """Each time that an open deal's close date was moved later."""
    h = org.OpportunityHistory
    h = pd.DataFrame({'deal': org.find('Opportunity', h.OpportunityId), 'at': instants(h.CreatedDate), 'id': h.Id, 'to': days(h.CloseDate)})
    h = h[~org.is_closed[h.deal] & (h['at'] < org.as_of)].sort_values(['deal', 'at', 'id'])
    h['from_'] = h.to.shift().where(h.deal == h.deal.shift())
    return h[h.to > h.from_]


@rule('close-date-pushed')
def pushed(org):
    of = moves(org).assign(by=lambda m: (m.to - m.from_).dt.days).groupby('deal').by.agg(['size', 'sum'])
    return int(((of['size'] >= 3) | (of['sum'] >= 90)).sum())


@rule('stage-stuck')
def stuck(org):
    rows = np.flatnonzero(~org.is_closed)
    stood = (org.today - local_days(stage_changes(org)['at'].reindex(rows))).astype('int64')
    return int((stood > np.where(open_deals(org).StageName.str.lower() == 'prospecting', 60, 30)).sum())


@rule('amount-zero')
def amount(org):
    o = open_deals(org)
    amounts, expected = numbers(o.Amount), numbers(o.Hosts__c) * numbers(o.Price__c)
    past_first = (o.StageName.str.lower() != 'prospecting').to_numpy()
    return int((past_first & ~(amounts > 0) | (amounts > 0) & (expected > 0) & (np.abs(amounts - expected) * 100 > expected * 20)).sum())


@rule('renewal-missing')
def renewal_missing(org):
    o, c = org.Opportunity, org.Contract[org.Contract.Status.str.lower() == 'activated']
    ends = pd.DataFrame({'account': np.concatenate([np.arange(len(org.Account)), org.deal_account[org.is_won], org.find('Account', c.AccountId)]),
                         'ends': np.concatenate([days(org.Account.Subscription_end__c), days(o.Subscription_end__c)[org.is_won], days(c.EndDate)])})
    left = (ends.groupby('account').ends.max() - pd.Timestamp(org.today)).dt.days
    renews = ~org.is_closed & (o.Type.str.lower().isin(RENEWALS) | o.Name.str.contains(r'\brenewal', case=False)).to_numpy()
    due = left.index[(left >= 0) & (left <= 90)]
    return int((~due.isin(org.deal_account[renews])).sum())


@rule('close-date-quarter')
def quarter(org):
    m = moves(org)
    m = m[m['at'] >= int(instant_of([org.today - 89])[0])]
    month = org.closes[m.deal].astype('datetime64[M]').astype('int64')
    return m.deal[month // 3 > m.from_.to_numpy('datetime64[M]').astype('int64') // 3].nunique()


# E: leads

def closed_lead(org):
    return org.Lead.Status.str.match(r'\s*(?:closed|unqualified|disqualified)', case=False).to_numpy()


@rule('lead-first-touch')
def first_touch(org):
    since = instants(org.Lead.CreatedDate)
    owner = org.lead_owner
    owed = np.flatnonzero((owner >= 0) & org.is_rep[owner] & (org.Lead.IsConverted != 'true').to_numpy() & ~closed_lead(org)
                          & (since >= org.since) & (since < org.as_of))
    does = org.act[((org.act.kind == MEETING) | org.act.index.isin(org.every_touch.index)) & org.act.person.isin(owed + org.contacts)]
    first = does[owner[does.person - org.contacts] == does.rep].groupby('person')['at'].min().reindex(owed + org.contacts).to_numpy()
    due = deadline(since[owed], 1)
    return int(np.where(np.isnan(first), due <= org.as_of, first > due).sum())


@rule('mql-open')
def mql_open(org):
    since = mql_since(org)
    since = since[since != NONE]
    return int((org.today - local_days(since) >= np.timedelta64(14, 'D')).sum())


def status_since(org):
    """When each lead got the status that it has, by the history; NONE where that does not tell."""
    h = org.LeadHistory
    at = instants(h.CreatedDate)
    h = pd.DataFrame({'lead': org.find('Lead', h.LeadId), 'at': at, 'status': h.NewValue})[(h.Field.str.lower() == 'status').to_numpy() & (at < org.as_of)]
    last = h.sort_values('at').drop_duplicates('lead', keep='last').set_index('lead').reindex(np.arange(len(org.Lead)))
    created, status = instants(org.Lead.CreatedDate), org.Lead.Status.astype(str).to_numpy()
    since = np.where(last.status.isna() & (created >= h['at'].min()), created, NONE)
    return np.where(last.status == status, last['at'].fillna(0), since).astype('int64')


@rule('lead-status-mismatch')
def mismatch(org):
    l, converted = org.Lead, (org.Lead.IsConverted == 'true').to_numpy()
    ends = org.LeadStatus.MasterLabel[org.LeadStatus.IsConverted == 'true']
    wrote = org.act[org.act.inbound & (org.act.person >= org.contacts) & (org.act['at'] >= org.since)]
    reply = (wrote.groupby('person')['at'].max()).reindex(np.arange(len(l)) + org.contacts, fill_value=NONE).to_numpy()
    return int((converted & ~l.Status.isin(ends).to_numpy()).sum() + (~converted & (l.OwnerId == '').to_numpy()).sum()
               + (~converted & closed_lead(org) & (reply > status_since(org))).sum())


@rule('lead-attempted')
def attempted(org):
    is_it = ((org.Lead.Status == 'Attempted to contact') & (org.Lead.IsConverted != 'true')).to_numpy()
    since = status_since(org)[is_it]
    return int((org.today - local_days(since[since != NONE]) >= np.timedelta64(7, 'D')).sum())


# F: deals

@rule('won-incomplete')
def won_incomplete(org):
    o, d = org.Opportunity, org.ContentDocumentLink
    deal = org.find('Opportunity', d.LinkedEntityId)
    title = d['ContentDocument.Title'][deal >= 0].str.lower()
    has = {}
    for name, pattern in (('contract', r'\b(?:contract|agreement|order form|executed|signed|countersigned)\b'), ('order', r'\b(?:purchase order|po)\b')):
        has[name] = np.zeros(len(o), bool)
        has[name][deal[deal >= 0][title.str.contains(pattern)]] = True
    overdue = org.today - org.closes >= np.timedelta64(30, 'D')
    lacks = (np.isnat(org.closes) | ~has['contract'] | blank(o.Effective_date__c) | blank(o.Subscription_end__c) | (~said(o.Invoice_sent__c) & overdue)
             | (said(o.PO_required__c) & ~said(o.PO__c) & ~has['order']))
    return int((lacks & org.is_won).sum())


@rule('renewal-not-created')
def renewal_not_created(org):
    o = org.Opportunity
    kind = o.Type.str.lower()
    new = np.flatnonzero(org.is_won & (org.deal_account >= 0) & kind.isin(('new business', 'new customer')).to_numpy())
    won = np.maximum(instant_of(org.closes[new]), instants(o.LastStageChangeDate.iloc[new]))
    new = new[(won >= int(instant_of([org.today - 364])[0])) & (deadline(won, 5) <= org.as_of)]
    renewals = kind.isin(RENEWALS).to_numpy()
    last = pd.Series(org.closes[renewals], org.deal_account[renewals]).groupby(level=0).max().reindex(org.deal_account[new]).to_numpy('datetime64[D]')
    return int((~(last > org.closes[new])).sum())


def approved(org, by=None):
    """Ids of the records that were approved; by those users alone, where they are named."""
    steps = org.ProcessInstanceStep[org.ProcessInstanceStep.StepStatus == 'Approved']
    steps = steps if by is None else steps[steps.ActorId.isin(by)]
    return org.ProcessInstance.TargetObjectId[org.ProcessInstance.Id.isin(steps.ProcessInstanceId)]


OUT = ('Presented', 'Sent', 'Accepted', 'Signed', 'Denied')


@rule('quote-unapproved')
def unapproved(org):
    good = approved(org, org.User.Id[org.User.Email == 'person0@corp.example'])
    q, o = org.Quote, org.Opportunity
    quotes = q.Status.isin(OUT) & ~q.Id.isin(good) & ~q.OpportunityId.isin(good)
    return int(quotes.sum() + (said(o.PO_sent__c) & ~o.Id.isin(good)).sum())


@rule('terms-nonstandard')
def terms(org):
    o, good = org.Opportunity, approved(org)
    q = org.Quote[org.Quote.Status.isin(OUT) & ~org.Quote.Id.isin(good)]
    dear = o.Id.isin(q.OpportunityId[numbers(q.Discount) > 20]).to_numpy()
    by_contract = org.Contract.set_index('Id').ContractTerm.reindex(o.ContractId).to_numpy()
    term = np.where(blank(o.Term__c), by_contract, numbers(o.Term__c.str.extract(r'^\s*(\d+)')[0]))
    months = pd.to_numeric(term, errors='coerce')
    odd = ~blank(o.Payment_terms__c) & (words(o.Payment_terms__c) != 'net 30') | ~np.isnan(months) & ~np.isin(months, (12, 24, 36))
    return int(((odd | dear) & (~org.is_closed | org.is_won) & ~o.Id.isin(good)).sum())


@rule('dates-disagree')
def dates(org):
    o = org.Opportunity[~org.is_closed | org.is_won]
    starts, ends, closes = days(o.Effective_date__c), days(o.Subscription_end__c), days(o.CloseDate)
    months = numbers(o.Term__c.str.extract(r'^\s*(\d+)')[0])
    expected = np.full(len(o), np.datetime64('NaT'), 'datetime64[D]')
    for month in np.unique(months[~np.isnan(months)]):
        mine = (months == month) & ~np.isnat(starts)
        expected[mine] = (pd.DatetimeIndex(starts[mine]) + pd.DateOffset(months=int(month))).to_numpy('datetime64[D]')
    off = np.abs((ends - expected).astype('float')) > 1
    off &= ~np.isnat(ends) & ~np.isnat(expected)
    return int(((starts > ends) | (closes > starts) | (off & (starts <= ends))).sum())


@rule('order-form-late')
def order_form(org):
    o = open_deals(org)
    return int((~said(o.Order_form__c) & (org.today - local_days(instants(o.CreatedDate)) >= np.timedelta64(30, 'D'))).sum())


# H, I: meetings and trials

@rule('invite-not-accepted')
def not_accepted(org):
    m = org.meetings[(org.meetings['at'] >= org.as_of) & (org.meetings['at'] <= org.as_of + 48 * 3600)]
    events = org.find('Event', org.EventRelation.EventId[org.EventRelation.EventId.isin(org.Event.Id.iloc[m.event])])
    g = org.guest[org.guest.event.isin(m.event)]
    accepted = g.event[g.status == 'Accepted']
    return int((m.event.isin(events) & ~m.event.isin(accepted) & (m.event.isin(g.event) | (m.person >= 0))).sum())


@rule('meeting-unnoted')
def unnoted(org):
    m = org.meetings[(org.meetings['at'] >= org.since) & (org.meetings['at'] < org.as_of) & (org.meetings.account >= 0)]
    m = m[(deadline(m['at'].to_numpy(), 2) <= org.as_of) & (m.person >= 0) & (m.person < org.contacts)]
    n = account_notes(org)
    n = n[n.named & n.account.isin(m.account)]
    titles = n.groupby('account').title.agg('\n'.join).reindex(m.account).fillna('').to_numpy()
    held = local_days(m['at']).astype(str)
    return sum(day not in text for day, text in zip(held, titles))


@rule('trial-expiring')
def trial(org):
    o = open_deals(org)
    left = (days(o.Trial_end__c) - org.today).astype('float')
    left[np.isnat(days(o.Trial_end__c))] = np.nan
    return int(((left >= 0) & (left <= 2) & ~said(o.Trial_extension__c)).sum())

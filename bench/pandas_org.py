"""The generated organisation in pandas, for the peer of the checks: the exports that the
rules ask for, read with their columns alone, and activities made of tasks and events as
the rules define them."""
import numpy as np
import pandas as pd

ZONE = 'America/Los_Angeles'
EMAIL, CALL, LINKEDIN, OTHER, MEETING = range(5)
COLUMNS = {
    'User': 'Id Name Email IsActive UserRoleId TimeZoneSidKey', 'UserRole': 'Id Name', 'Group': 'Id',
    'Account': None, 'Contact': None, 'Opportunity': None, 'Note': 'ParentId CreatedDate',
    'Lead': 'Id OwnerId Name FirstName Status LeadSource Rating Email IsConverted HasOptedOutOfEmail DoNotCall Country CreatedDate',
    'LeadHistory': 'LeadId Field OldValue NewValue CreatedDate', 'LeadStatus': 'MasterLabel IsConverted',
    'OpportunityHistory': 'Id OpportunityId StageName CloseDate CreatedDate',
    'OpportunityFieldHistory': 'OpportunityId Field CreatedDate', 'OpportunityTeamMember': 'OpportunityId UserId',
    'AccountTeamMember': 'AccountId UserId', 'Quote': 'Id OpportunityId Status Discount',
    'Contract': 'Id AccountId Status EndDate ContractTerm', 'ProcessInstance': 'Id TargetObjectId',
    'ProcessInstanceStep': 'ProcessInstanceId StepStatus ActorId',
    'ContentDocumentLink': 'Id LinkedEntityId ContentDocument.Title ContentDocument.CreatedDate',
    'Case': 'Id AccountId Status Priority IsClosed CreatedDate',
    'Task': 'WhoId WhatId AccountId OwnerId Subject Status TaskSubtype Type CallType ActivityDate CompletedDateTime CreatedDate IsClosed',
    'Event': 'Id WhoId WhatId AccountId OwnerId StartDateTime', 'EventRelation': 'EventId RelationId Status',
}
CATEGORIES = ('Status', 'TaskSubtype', 'Type', 'CallType', 'StageName', 'IsClosed', 'IsWon', 'IsConverted', 'Priority', 'Field')


def read(folder, name):
    columns = COLUMNS[name]
    return pd.read_csv('%s/%s.csv' % (folder, name), usecols=columns and columns.split(), keep_default_na=False,
                       dtype={**{c: str for c in (columns or '').split()}, **{c: 'category' for c in CATEGORIES}} if columns else str)


def instants(column):
    """Seconds since 1970 in UTC; the least integer where there is none."""
    return pd.to_datetime(column, utc=True, errors='coerce').dt.tz_localize(None).to_numpy('datetime64[s]').astype('int64')


NONE = np.iinfo('int64').min


def days(column):
    """datetime64[D]; NaT where there is none."""
    return pd.to_datetime(column, errors='coerce').to_numpy('datetime64[D]')


def local(seconds, zone=ZONE):
    """Wall-clock time, datetime64[s]."""
    at = pd.DatetimeIndex(np.asarray(seconds).astype('datetime64[s]')).tz_localize('UTC').tz_convert(zone)
    return at.tz_localize(None).to_numpy('datetime64[s]')


def instant_of(wall):
    return pd.DatetimeIndex(wall).tz_localize(ZONE).tz_convert('UTC').tz_localize(None).to_numpy('datetime64[s]').astype('int64')


def blank(column):
    return column.str.strip().isin(('', '?')).to_numpy()


class Org:
    def __init__(self, folder, day):
        for name in COLUMNS:
            setattr(self, name, read(folder, name))
        self.today = np.datetime64(day, 'D')
        self.as_of = int(instant_of([self.today + 1])[0])
        self.since = int(instant_of([self.today - 29])[0])

    def prepare(self):
        self.index = {name: pd.Index(getattr(self, name).Id) for name in ('User', 'Account', 'Contact', 'Lead', 'Opportunity', 'Case', 'Event')}
        roles = self.UserRole.set_index('Id').Name
        self.is_rep = ((self.User.IsActive == 'true') & self.User.UserRoleId.map(roles).isin(('Account Executive', 'Sales Development Rep'))).to_numpy()
        self.contacts = len(self.Contact)
        self.contact_account = self.find('Account', self.Contact.AccountId)
        self.contact_owner = self.find('User', self.Contact.OwnerId)
        self.lead_owner = self.find('User', self.Lead.OwnerId)
        self.deal_account = self.find('Account', self.Opportunity.AccountId)
        self.deal_owner = self.find('User', self.Opportunity.OwnerId)
        self.is_closed = (self.Opportunity.IsClosed == 'true').to_numpy()
        self.is_won = (self.Opportunity.IsWon == 'true').to_numpy()
        self.closes = days(self.Opportunity.CloseDate)
        self.is_customer = (self.Account.Type.str.lower() == 'customer').to_numpy()
        self.is_customer[self.deal_account[self.is_won & (self.closes <= self.today)]] = True
        self.make_activities()

    def find(self, name, ids):
        """Row numbers; -1 where an id leads nowhere."""
        return self.index[name].get_indexer(ids)

    def linked(self, frame):
        """Person (contacts first, then leads), deal and account that rows lead to."""
        contact, lead = self.find('Contact', frame.WhoId), self.find('Lead', frame.WhoId)
        person = np.where(contact >= 0, contact, np.where(lead >= 0, lead + self.contacts, -1))
        deal, case = self.find('Opportunity', frame.WhatId), self.find('Case', frame.WhatId)
        account = self.find('Account', frame.AccountId)
        for other in (self.find('Account', frame.WhatId), np.where(contact >= 0, self.contact_account[contact], -1),
                      np.where(deal >= 0, self.deal_account[deal], -1), np.where(case >= 0, self.find('Account', self.Case.AccountId)[case], -1)):
            account = np.where(account < 0, other, account)
        return person, deal, account

    def task_instants(self, tasks, owner, done):
        """A task's time counts where it lies on the task's day in its owner's zone, else that day's beginning."""
        completed = instants(tasks.CompletedDateTime)
        at = np.where(completed != NONE, completed, instants(tasks.CreatedDate))
        due, on_day = days(tasks.ActivityDate), np.zeros(len(tasks), bool)
        zones = self.User.TimeZoneSidKey.to_numpy()[owner]
        for zone in pd.unique(zones):
            mine = zones == zone
            on_day[mine] = local(at[mine], zone).astype('datetime64[D]') == due[mine]
        undated = np.isnat(due)
        at[undated] = completed[undated]
        off = ~on_day & ~undated
        at[off] = instant_of(due[off])
        return at, on_day | undated

    def make_activities(self):
        tasks, events = self.Task, self.Event
        subtype, type_ = tasks.TaskSubtype.str.lower(), tasks.Type.str.lower()
        names = {'email': EMAIL, 'call': CALL, 'linkedin': LINKEDIN}
        kind = np.where(subtype.isin(names), subtype.map(names).astype('float'), type_.map(names).astype('float'))
        kind = np.where(np.isnan(kind), OTHER, kind).astype('int8')
        inbound = (tasks.CallType == 'Inbound').to_numpy() | tasks.Subject.str.match(r'\s*(?:\[in\]|inbound|email received)', case=False).to_numpy()
        done = (tasks.IsClosed == 'true').to_numpy() | (tasks.Status == 'Completed').to_numpy()
        owner = self.find('User', tasks.OwnerId)
        at, has_time = self.task_instants(tasks, owner, done)
        person, deal, account = self.linked(tasks)
        met, met_deal, met_account = self.linked(events)
        amount = len(events)
        act = pd.DataFrame({
            'kind': np.concatenate([kind, np.full(amount, MEETING, 'int8')]), 'inbound': np.concatenate([inbound, np.zeros(amount, bool)]),
            'done': np.concatenate([done, np.ones(amount, bool)]), 'has_time': np.concatenate([has_time, np.ones(amount, bool)]),
            'rep': np.concatenate([owner, self.find('User', events.OwnerId)]), 'at': np.concatenate([at, instants(events.StartDateTime)]),
            'person': np.concatenate([person, met]), 'deal': np.concatenate([deal, met_deal]), 'account': np.concatenate([account, met_account]),
            'event': np.concatenate([np.full(len(tasks), -1), np.arange(amount)])})
        self.meetings = act[act.kind == MEETING]
        self.act = act = act[act['at'] < self.as_of]
        mine = self.is_rep[act.rep.to_numpy()]
        is_touch = act.done & ~act.inbound & (act.kind <= LINKEDIN) & ((act.person >= 0) | (act.account >= 0))
        self.every_touch = act[is_touch]
        self.touch = act[is_touch & mine]
        self.recent = self.touch[self.touch['at'] >= self.since]
        invited = self.EventRelation[self.EventRelation.RelationId.str.startswith(('003', '00Q'))]
        self.guest = pd.DataFrame({'event': self.find('Event', invited.EventId), 'status': invited.Status.to_numpy(),
                                   'person': np.where(invited.RelationId.str.startswith('003'), self.find('Contact', invited.RelationId),
                                                      self.find('Lead', invited.RelationId) + self.contacts)})

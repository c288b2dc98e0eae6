-- Hyperparameter studies. Unlike runs they have no other home than the store.
create table studies (
    id varchar(200) primary key,
    spec text not null,
    space text not null,
    settings text not null,
    seed bigint not null,
    direction varchar(10) not null,
    max_failures integer not null,
    max_attempts integer not null,
    status varchar(20) not null,
    reason text,
    created_at timestamp with time zone not null
);
create index studies_by_time on studies (created_at);

create table trials (
    study varchar(200) not null references studies (id) on delete cascade,
    number integer not null,
    parameters text not null,
    status varchar(20) not null,
    objective double precision,
    reason text,
    details text not null,
    attempts integer not null,
    failures integer not null,
    -- Who runs it. The lease is a word of its own for every claim, so that a worker that lost it cannot write.
    worker varchar(400),
    lease varchar(40),
    lease_expires timestamp with time zone,
    created_at timestamp with time zone not null,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    primary key (study, number)
);
create index trials_by_status on trials (study, status, number);

create table trial_values (
    study varchar(200) not null,
    number integer not null,
    epoch integer not null,
    objective double precision not null,
    primary key (study, number, epoch),
    foreign key (study, number) references trials (study, number) on delete cascade
);
create index trial_values_by_epoch on trial_values (study, epoch);

create table trial_runs (
    study varchar(200) not null,
    number integer not null,
    run_id varchar(200) not null,
    attempt integer not null,
    primary key (study, number, run_id),
    foreign key (study, number) references trials (study, number) on delete cascade
);

-- Version 2: what migration/ makes in PostgreSQL, as SQLite has it. Times are microseconds since 1970, numbers that are
-- NaN the text 'NaN', which SQLite sorts after all numbers as PostgreSQL does.

-- Runs, as their directories tell them.
create table runs (
    run_key integer primary key autoincrement,
    id text not null,
    place text not null,
    experiment text not null,
    model text not null,
    family text not null,
    engine text not null,
    input text not null,
    dataset text not null,
    dataset_sha256 text not null,
    status text not null,
    status_detail text,
    seed integer not null,
    spec_hash text not null,
    epochs integer not null,
    train_loss real,
    train_accuracy real,
    validation_loss real,
    best_epoch integer,
    validation_accuracy real,
    test_accuracy real,
    test_low real,
    test_high real,
    test_loss real,
    test_examples integer,
    learnable_parameters integer not null,
    total_parameters integer not null,
    multiply_adds integer not null,
    parameters_sha256 text,
    best_parameters_sha256 text,
    program_version text not null,
    git_commit text not null,
    command text not null,
    java text not null,
    os text not null,
    cpu text not null,
    memory_mib integer not null,
    backend text not null,
    threads integer not null,
    started_at integer not null,
    finished_at integer,
    wall_seconds real not null,
    train_seconds real not null,
    record text not null,
    record_millis integer not null,
    record_bytes integer not null,
    constraint runs_identity unique (id, place)
);
create index runs_by_start on runs (started_at);
create index runs_by_model on runs (model, test_accuracy);
create index runs_by_experiment on runs (experiment);
create index runs_by_dataset on runs (dataset);
create index runs_by_status on runs (status);
create index runs_by_test on runs (test_accuracy);
create index runs_by_validation on runs (validation_accuracy);
create index runs_by_spec on runs (spec_hash);

create table epochs (
    run_key integer not null references runs (run_key) on delete cascade,
    epoch integer not null,
    steps integer not null,
    learning_rate real not null,
    train_loss real not null,
    train_accuracy real,
    validation_loss real,
    validation_accuracy real,
    seconds real not null,
    images_per_second real not null,
    primary key (run_key, epoch)
);

-- Every single number of the final evaluation, under its name in run.json.
create table test_metrics (
    run_key integer not null references runs (run_key) on delete cascade,
    name text not null,
    measured real not null,
    primary key (run_key, name)
);
create index test_metrics_by_name on test_metrics (name, measured);

-- Every entry of the specification, under its dotted path.
create table settings (
    run_key integer not null references runs (run_key) on delete cascade,
    path text not null,
    as_text text not null,
    as_number real,
    primary key (run_key, path)
);
create index settings_by_number on settings (path, as_number);
create index settings_by_text on settings (path, as_text);

create table tags (
    run_key integer not null references runs (run_key) on delete cascade,
    name text not null,
    primary key (run_key, name)
);
create index tags_by_name on tags (name);

-- Hyperparameter studies. Unlike runs they have no other home than the store.
create table studies (
    id text primary key,
    spec text not null,
    space text not null,
    settings text not null,
    seed integer not null,
    direction text not null,
    max_failures integer not null,
    max_attempts integer not null,
    status text not null,
    reason text,
    created_at integer not null
);
create index studies_by_time on studies (created_at);

create table trials (
    study text not null references studies (id) on delete cascade,
    number integer not null,
    parameters text not null,
    status text not null,
    objective real,
    reason text,
    details text not null,
    attempts integer not null,
    failures integer not null,
    worker text,
    lease text,
    lease_expires integer,
    created_at integer not null,
    started_at integer,
    finished_at integer,
    primary key (study, number)
);
create index trials_by_status on trials (study, status, number);

create table trial_values (
    study text not null,
    number integer not null,
    epoch integer not null,
    objective real not null,
    primary key (study, number, epoch),
    foreign key (study, number) references trials (study, number) on delete cascade
);
create index trial_values_by_epoch on trial_values (study, epoch);

create table trial_runs (
    study text not null,
    number integer not null,
    run_id text not null,
    attempt integer not null,
    primary key (study, number, run_id),
    foreign key (study, number) references trials (study, number) on delete cascade
);

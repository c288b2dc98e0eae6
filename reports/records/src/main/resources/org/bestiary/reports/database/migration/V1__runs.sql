-- Runs, as their directories tell them. The same SQL for H2 and PostgreSQL.
create table runs (
    run_key bigint generated always as identity primary key,
    id varchar(200) not null,
    -- Host and runs directory; empty in the store that lies in the runs directory itself, which may be moved.
    place varchar(2000) not null,
    experiment varchar(1000) not null,
    model varchar(200) not null,
    family varchar(200) not null,
    engine varchar(50) not null,
    input varchar(50) not null,
    dataset varchar(1000) not null,
    dataset_sha256 char(64) not null,
    status varchar(20) not null,
    status_detail text,
    seed bigint not null,
    spec_hash char(64) not null,
    epochs integer not null,
    train_loss double precision,
    train_accuracy double precision,
    validation_loss double precision,
    best_epoch integer,
    validation_accuracy double precision,
    test_accuracy double precision,
    test_low double precision,
    test_high double precision,
    test_loss double precision,
    test_examples bigint,
    learnable_parameters bigint not null,
    total_parameters bigint not null,
    multiply_adds bigint not null,
    parameters_sha256 char(64),
    best_parameters_sha256 char(64),
    program_version varchar(200) not null,
    git_commit varchar(200) not null,
    command text not null,
    java varchar(1000) not null,
    os varchar(1000) not null,
    cpu varchar(1000) not null,
    memory_mib bigint not null,
    backend varchar(200) not null,
    threads integer not null,
    started_at timestamp with time zone not null,
    finished_at timestamp with time zone,
    wall_seconds double precision not null,
    train_seconds double precision not null,
    -- run.json as it was, and its time and size, by which a change is noticed.
    record text not null,
    record_millis bigint not null,
    record_bytes bigint not null,
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
    run_key bigint not null references runs (run_key) on delete cascade,
    epoch integer not null,
    steps bigint not null,
    learning_rate double precision not null,
    train_loss double precision not null,
    train_accuracy double precision,
    validation_loss double precision,
    validation_accuracy double precision,
    seconds double precision not null,
    images_per_second double precision not null,
    primary key (run_key, epoch)
);

-- Every single number of the final evaluation, under its name in run.json.
create table test_metrics (
    run_key bigint not null references runs (run_key) on delete cascade,
    name varchar(200) not null,
    measured double precision not null,
    primary key (run_key, name)
);
create index test_metrics_by_name on test_metrics (name, measured);

-- Every entry of the specification, under its dotted path.
create table settings (
    run_key bigint not null references runs (run_key) on delete cascade,
    path varchar(200) not null,
    as_text varchar(400) not null,
    as_number double precision,
    primary key (run_key, path)
);
create index settings_by_number on settings (path, as_number);
create index settings_by_text on settings (path, as_text);

create table tags (
    run_key bigint not null references runs (run_key) on delete cascade,
    name varchar(100) not null,
    primary key (run_key, name)
);
create index tags_by_name on tags (name);

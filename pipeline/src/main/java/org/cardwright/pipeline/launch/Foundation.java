package org.cardwright.pipeline.launch;

import org.cardwright.pipeline.step.CrashPoints;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What every run stands on. */
record Foundation(
        PipelineSettings settings,
        PipelinePorts ports,
        Tables tables,
        JdbcTransactionManager transactions,
        JobRepository jobRepository,
        JobOperator jobOperator,
        CrashPoints crashPoints) {}

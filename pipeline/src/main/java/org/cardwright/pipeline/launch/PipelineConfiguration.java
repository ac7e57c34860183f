package org.cardwright.pipeline.launch;

import javax.sql.DataSource;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.Isolation;

/**
 * Spring Batch with its tables in our database.
 *
 * <p>{@code @EnableBatchProcessing} alone would keep the job repository in memory, and nothing could be resumed; the default
 * serializer would store Java objects. An execution is created without serializable isolation: two batches that begin at the same moment are
 * no conflict, and PostgreSQL would end one of them for it; that a batch has one instance and one run is seen to by the unique key of
 * its parameters and by the claim of its run.
 */
@Configuration(proxyBeanMethods = false)
@EnableBatchProcessing
@EnableJdbcJobRepository(isolationLevelForCreate = Isolation.READ_COMMITTED)
class PipelineConfiguration {

    @Bean
    static JdbcTransactionManager transactionManager(DataSource dataSource) {
        JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
        // A commit that failed must not happen later, when the connection goes back to auto-commit.
        transactions.setRollbackOnCommitFailure(true);
        return transactions;
    }

    @Bean
    static ExecutionContextSerializer executionContextSerializer() {
        return new JacksonExecutionContextStringSerializer();
    }
}

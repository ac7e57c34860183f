package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.cardwright.pipeline.ledger.AbandonedOrders;
import org.cardwright.pipeline.ledger.Approvals;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.BatchRegister;
import org.cardwright.pipeline.ledger.CardOrders;
import org.cardwright.pipeline.ledger.Ceremonies;
import org.cardwright.pipeline.ledger.ChannelQuality;
import org.cardwright.pipeline.ledger.ChipAttempts;
import org.cardwright.pipeline.ledger.DropJournal;
import org.cardwright.pipeline.ledger.FirstArticles;
import org.cardwright.pipeline.ledger.KeyActs;
import org.cardwright.pipeline.ledger.KeyConfirmations;
import org.cardwright.pipeline.ledger.KeyPoolAccount;
import org.cardwright.pipeline.ledger.KeyUses;
import org.cardwright.pipeline.ledger.Ledger;
import org.cardwright.pipeline.ledger.Media;
import org.cardwright.pipeline.ledger.Operators;
import org.cardwright.pipeline.ledger.Partitions;
import org.cardwright.pipeline.ledger.ProfileReleases;
import org.cardwright.pipeline.ledger.RemadeOrders;
import org.cardwright.pipeline.ledger.RowSeal;
import org.cardwright.pipeline.ledger.ScrappedChips;
import org.cardwright.pipeline.ledger.SerialNumbers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Everything of our own in the database, the rows of people, approvals and audit under the key of the ledger. */
record Tables(
        Ledger ledger,
        CardOrders orders,
        ChannelQuality channels,
        SerialNumbers serials,
        BatchRegister register,
        Audit audit,
        Media media,
        DropJournal drops,
        Operators operators,
        Approvals approvals,
        FirstArticles firstArticles,
        ProfileReleases releases,
        KeyActs keyActs,
        Ceremonies ceremonies,
        AbandonedOrders abandoned,
        RemadeOrders remade,
        KeyUses keyUses,
        KeyConfirmations keyConfirmations,
        ScrappedChips scrappedChips,
        KeyPoolAccount keyPools,
        Partitions partitions) {

    private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

    static Tables of(JdbcTransactionManager transactions, PipelinePorts ports, PipelineSettings settings) {
        DataSource dataSource = Objects.requireNonNull(transactions.getDataSource());
        Clock clock = ports.clock();
        RowSeal seal = RowSeal.under(ports.module().seals(), ports.ledgerKey());
        Audit audit = audit(transactions, ports, Optional.of(settings.auditFile()));
        Operators operators =
                new Operators(transactions, audit, seal, new Operators.Terms(clock, settings.passphraseCost()));
        Approvals approvals = new Approvals(transactions, operators, audit, seal);
        return new Tables(
                new Ledger(dataSource),
                new CardOrders(dataSource),
                new ChannelQuality(dataSource),
                new SerialNumbers(dataSource),
                new BatchRegister(dataSource),
                audit,
                new Media(transactions, audit),
                new DropJournal(transactions, seal, audit, clock),
                operators,
                approvals,
                new FirstArticles(transactions, approvals, new FirstArticles.People(operators, audit, seal)),
                new ProfileReleases(
                        transactions,
                        operators,
                        audit,
                        new ProfileReleases.Terms(
                                seal, settings.profilePolicy() == PipelineSettings.ProfilePolicy.WITNESSED)),
                new KeyActs(
                        transactions,
                        operators,
                        audit,
                        new KeyActs.Terms(seal, settings.keyPolicy(), new ModuleKeys(ports.module(), settings))),
                new Ceremonies(operators, audit),
                new AbandonedOrders(dataSource),
                new RemadeOrders(dataSource),
                new KeyUses(dataSource),
                new KeyConfirmations(transactions, seal),
                new ScrappedChips(transactions, new ChipAttempts(transactions, seal, audit, clock), approvals, audit),
                new KeyPoolAccount(dataSource, audit, clock),
                new Partitions(dataSource));
    }

    ChipAttempts chipAttempts() {
        return scrappedChips.attempts();
    }

    /** What is asked about a batch that was taken in before. */
    BatchDefinitions.Question question(BatchRegister.Entry entry, Optional<Path> file) {
        return new BatchDefinitions.Question(
                entry.issuer(),
                entry.businessDate(),
                file,
                BatchDefinitions.Earlier.of(
                        new BatchDefinitions.Before(entry.layout(), keyUses.chosen(entry.batch()))));
    }

    /** Brings into order what a crash left between the database, the file of the audit and the keys. */
    void open() throws IOException {
        audit.open(() -> {
            int destroyed = keyPools.destroyedAll(
                    keyPools.pools().stream().map(KeyPoolAccount.Pool::name).toList(),
                    "the file of the audit was begun anew: the database may be an older one");
            if (destroyed > 0) {
                LOG.warn("the file of the audit is begun anew: {} pooled key pairs are destroyed", destroyed);
            }
        });
        keyActs.resolve().forEach(act -> LOG.warn("{}", act));
    }

    /**
     * The audit for a worker, which leaves the file beside the database to the run that it works for: a worker that stands still must not
     * keep that file locked.
     */
    static Audit auditWithoutFile(Foundation foundation) {
        return audit(foundation.transactions(), foundation.ports(), Optional.empty());
    }

    private static Audit audit(JdbcTransactionManager transactions, PipelinePorts ports, Optional<Path> file) {
        RowSeal seal = RowSeal.under(ports.module().seals(), ports.ledgerKey());
        return new Audit(transactions, new Audit.Terms(ports.clock(), origin(), seal, file));
    }

    private static String origin() {
        String host = System.getenv().getOrDefault("HOSTNAME", "localhost");
        return host + "/" + ProcessHandle.current().pid();
    }
}

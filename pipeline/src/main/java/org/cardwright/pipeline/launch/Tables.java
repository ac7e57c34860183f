package org.cardwright.pipeline.launch;

import java.time.Clock;
import java.util.Objects;
import javax.sql.DataSource;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.pipeline.ledger.AbandonedOrders;
import org.cardwright.pipeline.ledger.Approvals;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.BatchRegister;
import org.cardwright.pipeline.ledger.CardOrders;
import org.cardwright.pipeline.ledger.Ledger;
import org.cardwright.pipeline.ledger.Operators;
import org.cardwright.pipeline.ledger.RemadeOrders;
import org.cardwright.pipeline.ledger.SerialNumbers;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Everything of our own in the database. */
record Tables(
        Ledger ledger,
        CardOrders orders,
        SerialNumbers serials,
        BatchRegister register,
        Audit audit,
        Operators operators,
        Approvals approvals,
        AbandonedOrders abandoned,
        RemadeOrders remade) {

    static Tables of(JdbcTransactionManager transactions, Clock clock, PassphraseCost cost) {
        DataSource dataSource = Objects.requireNonNull(transactions.getDataSource());
        Audit audit = new Audit(transactions, clock, origin());
        Operators operators = new Operators(dataSource, audit, clock, cost);
        return new Tables(
                new Ledger(dataSource),
                new CardOrders(dataSource),
                new SerialNumbers(dataSource),
                new BatchRegister(dataSource),
                audit,
                operators,
                new Approvals(transactions, operators, audit),
                new AbandonedOrders(dataSource),
                new RemadeOrders(dataSource));
    }

    private static String origin() {
        String host = System.getenv().getOrDefault("HOSTNAME", "localhost");
        return host + "/" + ProcessHandle.current().pid();
    }
}

package org.cardwright.jobs.bureau;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.GroupOfBatch;
import org.cardwright.jobs.wiring.MachineCards;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.PlasticsLine;
import org.cardwright.perso.file.OwnerOnlyFiles;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.launch.BatchRequest;
import org.cardwright.pipeline.launch.ChipProduction;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** Orders, a real batch, and its cards through every room of a bureau until none of them can be made any more. */
public final class VirtualBureau {

    private final HomeDirectory directory;
    private final OpenedHome home;
    private final Path out;
    private final BureauMachinery machinery;

    /**
     * A bureau.
     *
     * @param out where export, batch, definitions and folders go
     * @param machinery of its machines
     */
    public VirtualBureau(HomeDirectory directory, OpenedHome home, Path out, BureauMachinery machinery) {
        this.directory = directory;
        this.home = home;
        this.out = out;
        this.machinery = machinery;
    }

    /**
     * Plays it.
     *
     * @throws WrongUsageException when the test issuer has no such product, or it has no chip
     * @throws NotReconciledException when counts do not agree, or something stands that should not
     */
    public BureauReport run(BureauTerms terms) throws IOException {
        ChipProduction production = home.pipeline().chipProduction();
        if (production.needsOperator()) {
            throw new WrongUsageException(
                    "people are registered in this home: a simulated bureau needs one of its own");
        }
        long begin = System.nanoTime();
        GroupOfBatch group = GroupOfBatch.find(directory, home.catalog(), prepared(terms), Optional.empty());
        long prepared = System.nanoTime();
        BureauMachines plan = new BureauMachines(out, group.group().name(), PlasticsLine.places(home, group), terms);
        try (Floor floor = new Floor(machinery);
                BureauRooms rooms = new BureauRooms(
                        new BureauRooms.Works(
                                home, production, group, MachineCards.in(home, group.directory()), floor, machinery),
                        terms,
                        plan)) {
            int done = rooms.wave();
            while (done > 0) {
                done = rooms.wave();
            }
            long made = System.nanoTime();
            return new BureauReport(
                    terms,
                    floor.visits(),
                    rooms.balance(),
                    rooms.software(),
                    new BureauReport.Real(prepared - begin, made - prepared));
        }
    }

    private Path prepared(BureauTerms terms) throws IOException {
        LocalDate day = LocalDate.now(Clock.systemUTC());
        EffectiveProduct product = home.catalog()
                .forIssuer(BureauOrders.ISSUER)
                .find(terms.product(), "", day)
                .filter(found -> !found.ordering().bins().isEmpty())
                .orElseThrow(() -> new WrongUsageException(
                        "issuer " + BureauOrders.ISSUER + " has no product " + terms.product()));
        Path export = written(new BureauOrders(product, day, terms.faults().seed()).export(terms.cards()));
        BatchOutcome outcome =
                home.pipeline().prepare(new BatchRequest(export, BureauOrders.ISSUER, out.resolve("batches")));
        if (outcome.exitCode() != 0
                || outcome.directory().isEmpty()
                || outcome.counts().good() != terms.cards()) {
            throw new NotReconciledException("the orders of the bureau did not all become cards: " + outcome.message());
        }
        return outcome.directory().get();
    }

    /** Card numbers stand in it, if only made up ones. */
    private Path written(byte[] orders) throws IOException {
        Path export = Files.createDirectories(out.resolve("exports")).resolve("orders.csv");
        try (FileChannel channel = OwnerOnlyFiles.openForWriting(export)) {
            ByteBuffer left = ByteBuffer.wrap(orders);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
        return export;
    }
}

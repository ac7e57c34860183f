package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.cardwright.machine.channel.Chip;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.machine.virtualcard.VirtualReaderCard;

/** A person at one reader: puts a blank in, waits until the program says where the card belongs, and takes it out. */
final class DeskHand extends Thread {

    /** Shorter than one poll of the service, and the reader would wedge. */
    static final long OUT_MS = 1_300;

    private final int port;
    private final Supplier<VirtualCard> blanks;
    private final UnaryOperator<Chip> inReader;
    private final BlockingQueue<Bin> said = new LinkedBlockingQueue<>();
    private final Map<Bin, List<VirtualCard>> bins = new EnumMap<>(Bin.class);

    /**
     * At a reader.
     *
     * @param port of the reader
     * @param blanks where the cards come from
     * @param inReader what stands between reader and card
     */
    DeskHand(int port, Supplier<VirtualCard> blanks, UnaryOperator<Chip> inReader) {
        super("hand at port " + port);
        this.port = port;
        this.blanks = blanks;
        this.inReader = inReader;
        setDaemon(true);
    }

    /** The program says it to the person. */
    void told(Bin bin) {
        said.add(bin);
    }

    @Override
    public void run() {
        try {
            while (true) {
                VirtualCard card = blanks.get();
                Bin bin = inserted(card);
                synchronized (bins) {
                    bins.computeIfAbsent(bin, none -> new ArrayList<>()).add(card);
                }
                Thread.sleep(OUT_MS);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException home) {
            Thread.currentThread().interrupt();
        }
    }

    private Bin inserted(VirtualCard card) throws IOException, InterruptedException {
        VirtualReaderCard inserted = VirtualReaderCard.insert(port, inReader.apply(card), card::reset);
        try {
            return said.take();
        } finally {
            inserted.close();
        }
    }

    /** What lies in a bin. */
    List<VirtualCard> cards(Bin bin) {
        synchronized (bins) {
            return List.copyOf(bins.getOrDefault(bin, List.of()));
        }
    }
}

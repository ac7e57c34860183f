package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.cardwright.perso.file.PersoRecord;
import org.cardwright.perso.verify.CardChannels;
import org.cardwright.pipeline.close.BatchRelease;
import org.cardwright.pipeline.close.Inspection;
import org.cardwright.pipeline.step.CrashPoints;

/** A release that passes everything on. */
abstract class WrappedRelease implements BatchRelease {

    private final BatchRelease release;

    WrappedRelease(BatchRelease release) {
        this.release = release;
    }

    @Override
    public void open(Map<String, Long> lengths, CrashPoints crashPoints) throws IOException {
        release.open(lengths, crashPoints);
    }

    @Override
    public void append(List<PersoRecord> records) throws IOException {
        release.append(records);
    }

    @Override
    public Map<String, Long> lengths() {
        return release.lengths();
    }

    @Override
    public CardChannels seal(SealFacts facts) throws IOException {
        return release.seal(facts);
    }

    @Override
    public List<Inspection.RefusedChannel> refused() {
        return release.refused();
    }

    @Override
    public int sealedCards() throws IOException {
        return release.sealedCards();
    }

    @Override
    public Verdict verify() throws IOException {
        return release.verify();
    }

    @Override
    public void close() throws IOException {
        release.close();
    }
}

package org.cardwright.machine.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A camera over plastics that were printed as ordered, which misreads a character now and then. */
public final class SimulatedCamera implements Camera {

    private static final int PER_MILLE = 1_000;

    private final Random random;
    private final int misreadPerMille;

    /**
     * A camera.
     *
     * @param misreadPerMille of a thousand cards so many have a line that it reads wrongly
     */
    public SimulatedCamera(Random random, int misreadPerMille) {
        this.random = random;
        this.misreadPerMille = misreadPerMille;
    }

    @Override
    public synchronized List<String> lines(CardUnderTest card) {
        List<String> lines = new ArrayList<>(new SurfaceTexts(card.others()).lines());
        if (!lines.isEmpty() && random.nextInt(PER_MILLE) < misreadPerMille) {
            int line = random.nextInt(lines.size());
            lines.set(line, lines.get(line).substring(1) + "*");
        }
        return lines;
    }
}

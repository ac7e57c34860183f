package org.cardwright.machine.quality;

import java.util.List;

/** Looks at the card that is in front of it. S1-50, F-68. */
@FunctionalInterface
public interface Camera {

    /** The lines that it recognises, in any order. */
    List<String> lines(CardUnderTest card);
}

package org.cardwright.machine.quality;

import java.util.List;

/** One way to look at a card. Used by one head at a time. */
@FunctionalInterface
public interface CardTest {

    /** What is wrong, without any content; nothing when all is well. */
    List<String> faults(CardUnderTest card);
}

package org.cardwright.formats.planted;

import org.cardwright.formats.planted.cycle.PackagesFormNoCyclesThere;

/** One half of a cycle that the architecture test must see. */
public record PackagesFormNoCyclesHere(PackagesFormNoCyclesThere known) {}

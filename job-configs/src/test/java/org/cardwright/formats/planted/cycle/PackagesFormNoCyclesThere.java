package org.cardwright.formats.planted.cycle;

import org.cardwright.formats.planted.PackagesFormNoCyclesHere;

/** The other half of a cycle that the architecture test must see. */
public record PackagesFormNoCyclesThere(PackagesFormNoCyclesHere known) {}

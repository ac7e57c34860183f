package org.cardwright.machine.planted;

/** A machine that the pipeline must not know. */
public record PlantedMachine(String name) {}

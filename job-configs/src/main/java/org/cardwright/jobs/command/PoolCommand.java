package org.cardwright.jobs.command;

import picocli.CommandLine.Command;

/** {@code cardwright pool ...}: key pairs that are made ahead of their cards. */
@Command(
        name = "pool",
        description = "Key pools: ICC key pairs made in idle hours, for security modules that are slow at making them.",
        subcommands = {PoolFillCommand.class, PoolStatusCommand.class, PoolDestroyCommand.class})
public final class PoolCommand {}

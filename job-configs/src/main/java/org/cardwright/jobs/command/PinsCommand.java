package org.cardwright.jobs.command;

import picocli.CommandLine.Command;

/** {@code cardwright pins ...}: when the PIN mailers of batches may be printed. */
@Command(
        name = "pins",
        description =
                "Notes that the cards of a batch have left, and says from when on its PIN mailers may be printed.",
        subcommands = {PinsDispatchedCommand.class, PinsWithdrawCommand.class, PinsListCommand.class})
public final class PinsCommand {}

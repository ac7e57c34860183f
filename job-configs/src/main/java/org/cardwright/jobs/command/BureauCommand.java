package org.cardwright.jobs.command;

import picocli.CommandLine.Command;

/** {@code cardwright bureau ...}: what stands in for the devices of a bureau where there are none. */
@Command(
        name = "bureau",
        description = "The simulated bureau, for tests and sandboxes: devices that are none.",
        subcommands = {BureauHsmCommand.class})
public final class BureauCommand {}

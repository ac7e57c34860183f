package org.cardwright.jobs.command;

import picocli.CommandLine.Command;

/** {@code cardwright keys list|derive}: the keys of a home. */
@Command(
        name = "keys",
        description = "Lists the keys of the security module; tries how keys of cards come from master keys.",
        subcommands = {KeysListCommand.class, KeysDeriveCommand.class})
public final class KeysCommand {}

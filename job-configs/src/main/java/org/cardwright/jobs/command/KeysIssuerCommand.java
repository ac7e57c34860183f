package org.cardwright.jobs.command;

import picocli.CommandLine.Command;

/** {@code cardwright keys issuer}: from a key pair to the certificate on the cards. */
@Command(
        name = "issuer",
        description = "Makes issuer keys, asks payment systems to certify them, and takes the certificates in.",
        subcommands = {
            KeysIssuerGenerateCommand.class,
            KeysIssuerRequestCommand.class,
            KeysIssuerCertifyCommand.class,
            KeysIssuerImportCommand.class
        })
final class KeysIssuerCommand {}

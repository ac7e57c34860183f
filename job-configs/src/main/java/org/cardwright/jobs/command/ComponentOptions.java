package org.cardwright.jobs.command;

import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.jobs.ceremony.KeyMaking;
import org.cardwright.pipeline.ledger.WrongUsageException;
import picocli.CommandLine.Option;

/** What a key in components is a key of, and how many there are. */
final class ComponentOptions {

    @Option(
            names = "--algorithm",
            required = true,
            paramLabel = "NAME",
            description = "What the key is a key of: tdes or aes.")
    private String algorithm = "";

    @Option(
            names = "--bits",
            required = true,
            paramLabel = "BITS",
            description = "Length with parity: 128 or 192 for tdes, 128, 192 or 256 for aes.")
    private int bits;

    @Option(
            names = "--components",
            paramLabel = "N",
            description = "How many custodians have one each, 2 or 3. Default: ${DEFAULT-VALUE}.")
    private int components = 2;

    /** 2 or 3. */
    int components() {
        if (components < 2 || components > 3) {
            throw new WrongUsageException("--components is 2 or 3");
        }
        return components;
    }

    KeyMaking.Size size() {
        KeyAlgorithm family = KeyOptions.oneOf("--algorithm", KeyAlgorithm.class, algorithm);
        boolean fits =
                family.isBlockCipher() && (bits == 128 || bits == 192 || (bits == 256 && family == KeyAlgorithm.AES));
        if (!fits) {
            throw new WrongUsageException(
                    "--algorithm tdes has --bits 128 or 192, --algorithm aes has 128, 192 or 256");
        }
        return new KeyMaking.Size(family, bits / 8);
    }
}

package org.cardwright.jobs.wiring;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.sample.SampleData;

/** Version 2 of the card verification key of bank-one: the published test key of bank-two under another name. */
final class NextKey {

    static final KeyName CVK = KeyName.of("bank-one.cvk");
    static final KeyName NEXT_CVK = new KeyName("bank-one.cvk", 2);

    private static final Pattern BANK_TWO = Pattern.compile("\\{[^{}]*\"name\": \"bank-two\\.cvk\"[^{}]*}");

    private NextKey() {}

    /** The files of test keys with nothing but this key in them, by name. */
    static byte[] file(String name) {
        UnaryOperator<String> text = symmetric -> {
            Matcher key = BANK_TWO.matcher(symmetric);
            if (!key.find()) {
                throw new IllegalStateException("there is no test key bank-two.cvk");
            }
            return key.group()
                    .replace("\"bank-two.cvk\"", "\"bank-one.cvk\", \"version\": \"2\"")
                    .replace("-two", "-one");
        };
        String symmetric = new String(SampleData.bytes("keys-test-only/symmetric-keys.json"), StandardCharsets.UTF_8);
        String keys = name.equals("symmetric-keys.json") ? text.apply(symmetric) : "";
        return ("[" + keys + "]").getBytes(StandardCharsets.UTF_8);
    }
}

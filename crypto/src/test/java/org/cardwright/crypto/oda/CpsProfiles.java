package org.cardwright.crypto.oda;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.sample.SampleData;

/** The two complete profiles of {@code vectors/cps-profiles.txt}, as {@code section/name} to value. */
final class CpsProfiles {

    private static final Map<String, String> VALUES = load();

    private CpsProfiles() {}

    /** One value: {@code of("visa/pan")}. */
    static String of(String name) {
        return Optional.ofNullable(VALUES.get(name)).orElseThrow(() -> new AssertionError("no " + name));
    }

    /** The value of the DGI with that identifier, clear or encrypted. */
    static String dgi(String section, String id, String form) {
        for (int i = 0; i < 100; i++) {
            String dgi = String.format(Locale.ROOT, "%s/dgi.%02d.", section, i);
            if (id.equals(VALUES.get(dgi + "id"))) {
                return of(dgi + form);
            }
        }
        throw new AssertionError("no DGI " + id);
    }

    /** The private key of {@code ca}, {@code issuer} or {@code icc}. */
    static RsaPrivateKey key(String owner) {
        String prefix = "keys/" + owner;
        return TestKeys.withPrivateExponent(of(prefix + ".n"), of(prefix + ".e"), of(prefix + ".d"));
    }

    private static Map<String, String> load() {
        Map<String, String> values = new HashMap<>();
        String section = "";
        String text = new String(SampleData.vectors("cps-profiles.txt"), StandardCharsets.US_ASCII);
        for (String line : text.lines().toList()) {
            int equals = line.indexOf(" = ");
            if (line.startsWith("[")) {
                section = line.substring(1, line.indexOf(']')) + "/";
            } else if (equals > 0 && !line.startsWith("#")) {
                values.put(section + line.substring(0, equals), line.substring(equals + 3));
            }
        }
        return values;
    }
}

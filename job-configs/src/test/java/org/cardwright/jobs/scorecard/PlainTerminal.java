package org.cardwright.jobs.scorecard;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.cardwright.sample.SampleData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Offline data authentication as a terminal does it, straight from EMV 4.4 Book 2, 5 and 6, with big integers and nothing of
 * the product: a third implementation that checks maker and verifier alike.
 */
final class PlainTerminal {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Map<String, BigInteger> caModuli = new HashMap<>();

    /** Trusts the published test authorities; their exponent is 3. */
    PlainTerminal() {
        JsonNode keys = new JsonMapper().readTree(SampleData.bytes("keys-test-only/ca-public-keys.json"));
        StreamSupport.stream(keys.spliterator(), false)
                .forEach(key -> caModuli.put(
                        key.get("rid").asString() + key.get("index").asString(),
                        new BigInteger(key.get("modulus").asString(), 16)));
    }

    /** Something that a terminal would refuse. */
    static final class Declined extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Declined(String why) {
            super(why);
        }
    }

    /**
     * One way into an application: the answer to GET PROCESSING OPTIONS and the records it leads to.
     *
     * @param rid registered application provider
     * @param profile tag 82
     * @param data every data element of the records
     * @param signed the static data to be authenticated, without the interchange profile
     */
    private record Reading(String rid, byte[] profile, Map<Integer, byte[]> data, byte[] signed) {}

    /**
     * The modulus of each certified key of the card, those of the issuer among them; throws what it declines. Empty for a
     * directory or a local application.
     */
    Set<BigInteger> authenticate(PlainCard card) {
        Set<BigInteger> keys = new HashSet<>();
        card.groupings().forEach((grouping, value) -> {
            Map<Integer, byte[]> answer = answer(grouping, value);
            if (answer.containsKey(0x94)) {
                keys.addAll(authenticate(read(card, answer)));
            }
        });
        return keys;
    }

    /** The answer to GET PROCESSING OPTIONS: data objects, or profile and locator one behind the other (M/Chip). */
    private static Map<Integer, byte[]> answer(int grouping, byte[] value) {
        boolean isPositional = grouping == 0xA005 || grouping == 0xB005;
        if (isPositional && value.length > 2 && value[2] != 0) {
            return Map.of(0x82, Arrays.copyOf(value, 2), 0x94, Arrays.copyOfRange(value, 2, value.length));
        }
        boolean isAnswer = grouping >> 8 == 0x91 || grouping >> 8 == 0xB1;
        boolean isTagged = value.length > 6 && PlainCard.number(value, 0, 2) == 0x8202;
        return isAnswer && isTagged ? PlainCard.objects(value) : Map.of();
    }

    /** EMV 4.4 Book 3, 10.2 and 10.3. */
    private static Reading read(PlainCard card, Map<Integer, byte[]> answer) {
        Map<Integer, byte[]> data = new HashMap<>();
        Set<Integer> inRecords = new HashSet<>();
        answer.forEach(data::put);
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        byte[] locator = answer.get(0x94);
        require(locator.length > 0 && locator.length % 4 == 0, "file locator");
        for (int at = 0; at < locator.length; at += 4) {
            int sfi = (locator[at] & 0xFF) >> 3;
            int first = locator[at + 1] & 0xFF;
            int last = locator[at + 2] & 0xFF;
            int signedRecords = locator[at + 3] & 0xFF;
            require(sfi >= 1 && sfi <= 30 && (locator[at] & 7) == 0, "short file identifier");
            require(first >= 1 && last >= first && signedRecords <= last - first + 1, "record numbers");
            for (int number = first; number <= last; number++) {
                byte[] record = card.groupings().get(sfi << 8 | number);
                require(record != null, "a record is missing");
                byte[] content = PlainCard.objects(record).get(0x70);
                require(content != null && PlainCard.objects(record).size() == 1, "record template");
                PlainCard.objects(content).forEach((tag, value) -> {
                    require(inRecords.add(tag), "an element twice");
                    data.put(tag, value);
                });
                if (number < first + signedRecords) {
                    signed.writeBytes(sfi <= 10 ? content : record);
                }
            }
        }
        return new Reading(card.aid().substring(0, 10), answer.get(0x82), data, signed.toByteArray());
    }

    private Set<BigInteger> authenticate(Reading reading) {
        Set<BigInteger> keys = new HashSet<>();
        PlainElements elements = new PlainElements(reading.data());
        elements.check();
        int methods = reading.profile()[0];
        boolean any = (methods & 0x61) != 0;
        if (!any && !reading.data().containsKey(0x90)) {
            return keys;
        }
        BigInteger issuer = issuerKey(reading);
        keys.add(issuer);
        if ((methods & 0x40) != 0) {
            staticSignature(reading, issuer);
        }
        if ((methods & 0x21) != 0) {
            byte[] rest = joined(get(reading, 0x9F48), get(reading, 0x9F47), reading.signed(), staticTags(reading));
            keys.add(certified(reading, issuer, 0x9F46, rest));
        }
        if (reading.data().containsKey(0x9F2D)) {
            keys.add(certified(reading, issuer, 0x9F2D, joined(get(reading, 0x9F2F), get(reading, 0x9F2E))));
        }
        return keys;
    }

    /** Table 6: 6A 02 identifier(4) expires(2) serial(3) 01 01 length exponent-length leftmost digits, hash, BC. */
    private BigInteger issuerKey(Reading reading) {
        BigInteger ca = caModuli.get(reading.rid() + HEX.formatHex(get(reading, 0x8F)));
        require(ca != null, "unknown authority");
        byte[] block = recovered(get(reading, 0x90), ca, BigInteger.valueOf(3), 0x02);
        checkHash(block, joined(get(reading, 0x92), get(reading, 0x9F32)));
        String identifier = HEX.formatHex(block, 2, 6).replace("F", "");
        require(elementsPan(reading).startsWith(identifier), "issuer identifier");
        return modulus(block, 15, PlainCard.number(block, 13, 1), get(reading, 0x92));
    }

    /** Table 7: 6A 03 01 authentication-code(2) BB.., hash, BC. */
    private void staticSignature(Reading reading, BigInteger issuer) {
        byte[] block = recovered(get(reading, 0x93), issuer, exponent(reading, 0x9F32), 0x03);
        for (int i = 5; i < block.length - 21; i++) {
            require((block[i] & 0xFF) == 0xBB, "padding");
        }
        checkHash(block, joined(reading.signed(), staticTags(reading)));
    }

    /** Table 14: 6A 04 PAN(10) expires(2) serial(3) 01 01 length exponent-length leftmost digits, hash, BC. */
    private BigInteger certified(Reading reading, BigInteger issuer, int tag, byte[] rest) {
        byte[] block = recovered(get(reading, tag), issuer, exponent(reading, 0x9F32), 0x04);
        checkHash(block, rest);
        String pan = HEX.formatHex(block, 2, 12).replace("F", "");
        require(pan.equals(elementsPan(reading)), "PAN in the certificate");
        return modulus(block, 21, PlainCard.number(block, 19, 1), get(reading, tag + 2));
    }

    private static byte[] recovered(byte[] signature, BigInteger modulus, BigInteger exponent, int format) {
        int length = (modulus.bitLength() + 7) / 8;
        require(signature.length == length, "length of a signature");
        byte[] raw = new BigInteger(1, signature).modPow(exponent, modulus).toByteArray();
        byte[] block = new byte[length];
        int from = Math.max(0, raw.length - length);
        System.arraycopy(raw, from, block, length - raw.length + from, raw.length - from);
        require(block[0] == 0x6A && block[1] == format && (block[length - 1] & 0xFF) == 0xBC, "recovered data");
        return block;
    }

    private static void checkHash(byte[] block, byte[] rest) {
        byte[] hashed = joined(Arrays.copyOfRange(block, 1, block.length - 21), rest);
        byte[] hash = Arrays.copyOfRange(block, block.length - 21, block.length - 1);
        try {
            require(Arrays.equals(MessageDigest.getInstance("SHA-1").digest(hashed), hash), "hash");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static BigInteger modulus(byte[] block, int at, int bytes, byte[] remainder) {
        int room = block.length - at - 21;
        byte[] left = Arrays.copyOfRange(block, at, at + Math.min(bytes, room));
        require(left.length + remainder.length == bytes, "length of a key");
        return new BigInteger(1, joined(left, remainder));
    }

    private static BigInteger exponent(Reading reading, int tag) {
        BigInteger exponent = new BigInteger(1, get(reading, tag));
        require(exponent.intValue() == 3 || exponent.intValue() == 65537, "exponent");
        return exponent;
    }

    /** Tag 9F4A may name tag 82 only. EMV 4.4 Book 3, 10.3. */
    private static byte[] staticTags(Reading reading) {
        byte[] list = reading.data().getOrDefault(0x9F4A, new byte[0]);
        require(list.length == 0 || Arrays.equals(list, new byte[] {(byte) 0x82}), "static data tag list");
        return list.length == 0 ? list : reading.profile();
    }

    private static String elementsPan(Reading reading) {
        return new PlainElements(reading.data()).pan();
    }

    /** An absent remainder is an empty one. */
    private static byte[] get(Reading reading, int tag) {
        byte[] value = reading.data().get(tag);
        boolean mayBeAbsent = tag == 0x92 || tag == 0x9F48 || tag == 0x9F2F;
        require(value != null || mayBeAbsent, "a data element is missing");
        return value == null ? new byte[0] : value;
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static void require(boolean holds, String what) {
        if (!holds) {
            throw new Declined(what);
        }
    }
}

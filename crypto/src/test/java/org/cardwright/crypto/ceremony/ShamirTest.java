package org.cardwright.crypto.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter;
import org.bouncycastle.crypto.threshold.ShamirSplitSecret;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic, against the published vector and against the library. */
class ShamirTest {

    private static final PublishedVector VECTOR =
            PublishedVector.startingWith("Shamir 3-of-5").get(0);
    private static final int LENGTH = 16;

    @Test
    void published_shares_give_the_secret_and_too_few_give_the_published_wrong_one() {
        assertThat(joined(2, 4, 5)).isEqualTo(VECTOR.output("recovered_from_2_4_5"));
        assertThat(joined(1, 3, 5)).isEqualTo(VECTOR.output("recovered_from_1_3_5"));
        assertThat(joined(1, 3)).isEqualTo(VECTOR.output("wrong_from_1_3")).isNotEqualTo(VECTOR.input("secret"));
    }

    private static String joined(int... points) {
        byte[][] shares = new byte[points.length][];
        for (int i = 0; i < points.length; i++) {
            shares[i] = HexFormat.of().parseHex(VECTOR.input("share" + points[i]));
        }
        return HexFormat.of().withUpperCase().formatHex(Shamir.join(points, shares));
    }

    @Test
    void the_library_joins_our_shares_and_we_join_those_of_the_library() throws IOException {
        byte[] secret = secret(7);
        byte[][] ours = Shamir.split(secret, Quorum.DEFAULT, new SecureRandom());
        ShamirSplitSecretShare[] entered = {
            new ShamirSplitSecretShare(ours[4], 5),
            new ShamirSplitSecretShare(ours[0], 1),
            new ShamirSplitSecretShare(ours[2], 3)
        };
        assertThat(ShamirSplitSecret.getInstance(ShamirSecretSplitter.Algorithm.AES, entered)
                        .getSecret())
                .isEqualTo(secret);
        ShamirSplitSecretShare[] theirs = ShamirSecretSplitter.getInstance(
                        ShamirSecretSplitter.Algorithm.AES, LENGTH, new SecureRandom())
                .resplit(secret, 3, 5)
                .getSecretShares();
        byte[][] three = {theirs[1].getEncoded(), theirs[3].getEncoded(), theirs[4].getEncoded()};
        assertThat(Shamir.join(new int[] {2, 4, 5}, three)).isEqualTo(secret);
    }

    @ParameterizedTest
    @CsvSource({"2,2", "2,3", "3,3", "2,5", "3,5", "4,5", "5,5", "5,7", "16,16"})
    void every_quorum_of_shares_gives_the_secret_and_one_fewer_does_not(int needed, int shares) {
        byte[] secret = secret(needed * 31 + shares);
        byte[][] split = Shamir.split(secret, new Quorum(needed, shares), new SecureRandom());
        for (int subset = 0; subset < 1 << shares; subset++) {
            if (Integer.bitCount(subset) == needed) {
                assertThat(joined(subset, split)).as("subset %s", subset).isEqualTo(secret);
            } else if (Integer.bitCount(subset) == needed - 1) {
                assertThat(joined(subset, split)).as("subset %s", subset).isNotEqualTo(secret);
            }
        }
    }

    private static byte[] joined(int subset, byte[][] split) {
        List<Integer> points = new ArrayList<>();
        for (int i = 0; i < split.length; i++) {
            if ((subset >> i & 1) == 1) {
                points.add(i + 1);
            }
        }
        byte[][] shares = points.stream().map(point -> split[point - 1]).toArray(byte[][]::new);
        return Shamir.join(points.stream().mapToInt(Integer::intValue).toArray(), shares);
    }

    /** For each byte that the secret could be there is exactly one third share beside any two: two tell nothing. */
    @Test
    void fewer_shares_than_needed_leave_every_secret_possible() {
        byte[][] split = Shamir.split(secret(3), Quorum.DEFAULT, new SecureRandom());
        boolean[] possible = new boolean[256];
        for (int guess = 0; guess < 256; guess++) {
            byte[][] shares = {{split[0][0]}, {split[3][0]}, {(byte) guess}};
            possible[Shamir.join(new int[] {1, 4, 5}, shares)[0] & 0xFF] = true;
        }
        assertThat(possible).doesNotContain(false);
    }

    @Test
    void two_sharings_of_one_secret_have_no_share_in_common() {
        byte[][] once = Shamir.split(secret(1), Quorum.DEFAULT, new SecureRandom());
        byte[][] again = Shamir.split(secret(1), Quorum.DEFAULT, new SecureRandom());
        for (int i = 0; i < once.length; i++) {
            assertThat(once[i]).isNotEqualTo(again[i]).isNotEqualTo(secret(1));
        }
    }

    private static byte[] secret(long seed) {
        byte[] secret = new byte[LENGTH];
        new Random(seed).nextBytes(secret);
        return secret;
    }
}

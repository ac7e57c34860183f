package org.cardwright.perso.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerkleTreeTest {

    /** The data of the certificate-transparency test tree; the roots were also recomputed with Python's hashlib. */
    private static final List<ByteString> LEAVES = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696A6B6C6D6E6F")
            .map(hex -> Digests.sha256(ByteString.ofByte(0), ByteString.fromHex(hex)))
            .toList();

    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    void has_the_published_roots(int size, String root) {
        assertThat(rootOf(LEAVES.subList(0, size))).isEqualTo(ByteString.fromHex(root));
    }

    @Test
    void leads_every_leaf_of_every_small_tree_to_its_root_and_no_other() {
        for (int size = 1; size <= 40; size++) {
            List<ByteString> entries = IntStream.range(0, size)
                    .mapToObj(i -> Digests.sha256(ByteString.ofUnsigned(i, 4)))
                    .toList();
            List<ByteString> leaves = entries.stream()
                    .map(e -> MerkleTree.leaf(e, List.of(e, e, e, e)))
                    .toList();
            ByteString root = rootOf(leaves);
            for (int i = 0; i < size; i++) {
                InclusionProof proof = proof(entries.get(i), i + 1, size, path(leaves, i));
                assertThat(proof.leadsTo(root)).isTrue();
                assertThat(proof(entries.get(i), i + 2, size, proof.path()).leadsTo(root))
                        .isFalse();
                assertThat(proof(entries.get(i), 0, size, proof.path()).leadsTo(root))
                        .isFalse();
                ByteString other = entries.get((i + 1) % size);
                assertThat(proof(other, i + 1, size, proof.path()).leadsTo(root))
                        .isEqualTo(size == 1);
            }
        }
    }

    private static ByteString rootOf(List<ByteString> leaves) {
        MerkleTree tree = new MerkleTree();
        leaves.forEach(tree::add);
        return tree.root();
    }

    private static List<ByteString> path(List<ByteString> leaves, int index) {
        MerkleTree tree = MerkleTree.withPathOf(index);
        leaves.forEach(tree::add);
        assertThat(tree.root()).isEqualTo(rootOf(leaves));
        return tree.path();
    }

    private static InclusionProof proof(ByteString entry, int index, int size, List<ByteString> path) {
        return new InclusionProof("", "A", index, size, entry, List.of(entry, entry, entry, entry), path);
    }

    @Test
    void puts_salt_and_the_four_channel_hashes_into_the_leaf() {
        ByteString salt = ByteString.repeat(0xAA, 32);
        List<ByteString> hashes = MerkleTree.channelHashes(
                Map.of(Channel.CHIP, ByteString.ascii("abc"), Channel.TRACK, ByteString.EMPTY));

        assertThat(hashes.get(0).toHex()).isEqualTo("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD");
        assertThat(hashes.get(1)).isEqualTo(ByteString.repeat(0, 32));
        assertThat(hashes.get(2)).isEqualTo(ByteString.repeat(0, 32));
        assertThat(hashes.get(3).toHex()).isEqualTo("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855");
        // printf '00aa..aa<hashes>' | xxd -r -p | sha256sum
        assertThat(MerkleTree.leaf(salt, hashes).toHex())
                .isEqualTo("0000525FD406757123476E2EBCD73854FCF100DBF670E2EAE5B3FF7F06859B1F");
    }

    @Test
    void refuses_a_salt_or_a_hash_of_another_length() {
        ByteString h = ByteString.repeat(1, 32);

        assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.leaf(h.slice(1), List.of(h, h, h, h)));
        assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.leaf(h, List.of(h, h, h)));
        assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.leaf(h, List.of(h, h, h, h.slice(1))));
    }
}

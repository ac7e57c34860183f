/*
 * What OpenSSL needs for RSA keys and private operations, in nanoseconds of CPU time.
 *
 *   openssl_rsa keys BITS EXPONENT COUNT      one key pair
 *   openssl_rsa private BITS EXPONENT COUNT   one private operation with CRT, no padding, no blinding
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double cpu_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec * 1e9 + now.tv_nsec;
}

static EVP_PKEY *generate(int bits, unsigned long exponent) {
    EVP_PKEY *key = NULL;
    BIGNUM *e = BN_new();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, NULL);
    if (!e || !context || !BN_set_word(e, exponent) || EVP_PKEY_keygen_init(context) <= 0
            || EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits) <= 0
            || EVP_PKEY_CTX_set1_rsa_keygen_pubexp(context, e) <= 0
            || EVP_PKEY_generate(context, &key) <= 0) {
        fprintf(stderr, "OpenSSL refuses RSA-%d with exponent %lu\n", bits, exponent);
        exit(1);
    }
    EVP_PKEY_CTX_free(context);
    BN_free(e);
    return key;
}

int main(int argc, char **argv) {
    if (argc != 5) {
        fprintf(stderr, "usage: openssl_rsa keys|private BITS EXPONENT COUNT\n");
        return 64;
    }
    int bits = atoi(argv[2]);
    unsigned long exponent = strtoul(argv[3], NULL, 10);
    int count = atoi(argv[4]);
    int keys = strcmp(argv[1], "keys") == 0;
    RSA *rsa = EVP_PKEY_get1_RSA(generate(bits, exponent));
    RSA_set_flags(rsa, RSA_FLAG_NO_BLINDING);
    unsigned char block[512];
    memset(block, 0x5A, sizeof block);
    double begun = cpu_ns();
    for (int i = 0; i < count; i++) {
        if (keys) {
            EVP_PKEY_free(generate(bits, exponent));
        } else if (RSA_private_encrypt(bits / 8, block, block, rsa, RSA_NO_PADDING) != bits / 8) {
            fprintf(stderr, "a private operation failed\n");
            return 1;
        }
    }
    printf("%.0f %s\n", (cpu_ns() - begun) / count, OpenSSL_version(OPENSSL_VERSION));
    return 0;
}

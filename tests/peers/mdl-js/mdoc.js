// An mdoc (ISO/IEC 18013-5) of the six identity facts, by @auth0/mdl, on demand. Each line of standard input is `present`
// or `verify` and how often, each answer is the nanoseconds that it took; `size` answers with the bytes of a response. So
// it runs in the same rounds as what it is compared with.
//
// `present` builds a device response with a device signature and encodes it. `verify` decodes one and checks both
// signatures, the digests, and the dates; it builds no chain of certificates.

import { createInterface } from 'node:readline';

import { DeviceResponse, Document, MDoc, Verifier } from '@auth0/mdl';
import { X509CertificateGenerator } from '@peculiar/x509';

const TYPE = 'org.iso.18013.5.1.mDL';
const NAMESPACE = 'org.iso.18013.5.1';
// Synthetic: numbers that start with 000 belong to nobody.
const FACTS = {
  family_name: 'Nguyễn Văn An',
  document_number: '000090000001',
  birth_date: '1990-05-17',
  sex: 1,
  nationality: 'VNM',
  resident_address: 'Số 1 phố Ví Dụ, phường Cầu Giấy, Hà Nội',
};
const REQUEST = {
  id: 'facts',
  input_descriptors: [
    {
      id: TYPE,
      format: { mso_mdoc: { alg: ['ES256'] } },
      constraints: {
        limit_disclosure: 'required',
        fields: Object.keys(FACTS).map((name) => ({
          path: [`$['${NAMESPACE}']['${name}']`],
          intent_to_retain: false,
        })),
      },
    },
  ],
};
// Tag 24 over [null, null, []]: no engagement and no reader key, something fixed to sign.
const TRANSCRIPT = Buffer.from('d8184483f6f680', 'hex');

const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const key = () => crypto.subtle.generateKey(ES256, true, ['sign', 'verify']);
const jwk = (of) => crypto.subtle.exportKey('jwk', of);

const holder = await key();
const secret = await jwk(holder.privateKey);
const issued = await issue(await jwk(holder.publicKey));
const verifier = new Verifier([]);
const response = await present();
await verify(response);
await refuses(forgery());

for await (const line of createInterface({ input: process.stdin })) {
  const [command, calls] = line.split(' ');
  console.log(
    command === 'size'
      ? response.length
      : await time({ present, verify: () => verify(response) }[command], Number(calls)),
  );
}

async function time(call, calls) {
  const start = process.hrtime.bigint();
  for (let done = 0; done < calls; done += 1) await call();
  return String(process.hrtime.bigint() - start);
}

async function issue(devicePublicKey) {
  const keys = await key();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=Synthetic, C=VN',
    notBefore: new Date(Date.now() - 1_000),
    notAfter: new Date(Date.now() + 86_400_000),
    signingAlgorithm: ES256,
    keys,
  });
  const document = await new Document(TYPE)
    .addIssuerNameSpace(NAMESPACE, FACTS)
    .useDigestAlgorithm('SHA-256')
    .addValidityInfo({ signed: new Date(), validUntil: new Date(Date.now() + 86_400_000) })
    .addDeviceKeyInfo({ deviceKey: devicePublicKey })
    .sign({
      issuerPrivateKey: await jwk(keys.privateKey),
      issuerCertificate: certificate.toString('pem'),
      alg: 'ES256',
    });
  return new MDoc([document]);
}

async function present() {
  const mdoc = await DeviceResponse.from(issued)
    .usingPresentationDefinition(REQUEST)
    .usingSessionTranscriptBytes(TRANSCRIPT)
    .authenticateWithSignature(secret, 'ES256')
    .sign();
  return mdoc.encode();
}

// Rejects when a check fails.
function verify(encoded) {
  return verifier.verify(encoded, {
    encodedSessionTranscript: TRANSCRIPT,
    disableCertificateChainValidation: true,
  });
}

function forgery() {
  const forged = Buffer.from(response);
  const signatureEnd = forged.length - Buffer.byteLength('\x66status\x00');
  forged[signatureEnd - 1] ^= 1;
  return forged;
}

async function refuses(forged) {
  const accepted = await verify(forged).then(() => true, () => false);
  if (accepted) throw new Error('a forgery is accepted');
}

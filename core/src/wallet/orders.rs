//! Ordering credentials: fresh keys of the phone go to an issuer, and none is left behind when nothing comes back.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::credential::key::{PublicKey, Signer as _};
use crate::platform::{HardwareError, KeyPolicy, KeyPurpose};
use crate::vault::RecordId;
use crate::wallet::WalletError;
use crate::wallet::holding::{self, OrderRecord};
use crate::wallet::operation::Operation;
use crate::wallet::phone_key::PhoneKey;
use crate::wallet::session::Session;

/// What a wallet sends to an issuer: keys that credentials are to be bound to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CredentialOrder {
    /// Names the order when the credentials come.
    pub id: [u8; 16],
    /// The keys, one for each credential.
    pub keys: Vec<PublicKey>,
    /// For each key, its signature over [`possession_message`].
    pub proofs: Vec<[u8; 64]>,
}

/// An order whose credentials have not come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct OpenOrder {
    /// Names it.
    pub id: [u8; 16],
    /// How many keys were made for it.
    pub keys: usize,
    /// When, in seconds since 1970.
    pub made_at: i64,
}

impl Session {
    /// Makes `count` keys (at most 64) for credentials to be issued to.
    ///
    /// # Errors
    /// [`WalletError::Hardware`]; [`WalletError::TooLarge`]; [`WalletError::Locked`] and the like. No key is left behind.
    pub fn order_credentials(&self, count: usize) -> Result<CredentialOrder, WalletError> {
        if count == 0 || count > MOST_KEYS {
            return Err(WalletError::TooLarge);
        }
        let _operation = Operation::begin(self.shared())?;
        self.sweep_orders()?;
        let id = self.random_id()?;
        let aliases: Vec<String> = (0..count).map(|at| self.alias(id, at)).collect();
        // The order is written first, so that keys which were made are known and can be deleted.
        let mut order = OrderRecord::doomed(&aliases, self.now());
        self.put_order(id, &order)?;
        let made = self.make_keys(&mut order).and_then(|made| {
            self.put_order(id, &order)?;
            Ok(made)
        });
        let (keys, proofs) = made.inspect_err(|_| {
            self.finish_order(RecordId::new(id), &aliases);
        })?;
        Ok(CredentialOrder { id, keys, proofs })
    }

    /// The orders whose credentials have not come, for a shell that lost sight of one. One whose making or giving up was cut off is among
    /// them, until the next order is made.
    ///
    /// # Errors
    /// [`WalletError::Locked`] and the like.
    pub fn open_orders(&self) -> Result<Vec<OpenOrder>, WalletError> {
        self.with(|open| {
            let orders = holding::orders(&open.vault)?;
            let orders = orders.iter().map(|(id, order)| OpenOrder {
                id: *id.as_bytes(),
                keys: order.aliases.len(),
                made_at: order.made_at,
            });
            Ok(orders.collect())
        })
    }

    /// Gives an order up and deletes its keys.
    ///
    /// # Errors
    /// [`WalletError::NotFound`]; [`WalletError::Hardware`] when a key can't be deleted: the call may be repeated; and the like.
    pub fn cancel_order(&self, id: [u8; 16]) -> Result<(), WalletError> {
        let _operation = Operation::begin(self.shared())?;
        let record = RecordId::new(id);
        let order = self.with(|open| holding::order(&open.vault, record))?;
        self.delete_keys(&order.aliases)?;
        self.remove_order(record)
    }

    /// Deletes keys that nothing is bound to any more, and then the record that names them. What can't be done now, the next order does.
    pub(super) fn finish_order(&self, order: RecordId, aliases: &[String]) {
        if !aliases.is_empty() && self.delete_keys(aliases).is_ok() {
            let _the_next_order_does_it_otherwise = self.remove_order(order);
        }
    }

    /// Finishes what was cut off: the making of an order, or the deleting of keys.
    fn sweep_orders(&self) -> Result<(), WalletError> {
        let orders = self.with(|open| holding::orders(&open.vault))?;
        for (id, order) in orders.iter().filter(|(_, order)| order.points.is_empty()) {
            self.finish_order(*id, &order.aliases);
        }
        Ok(())
    }

    fn make_keys(
        &self,
        order: &mut OrderRecord,
    ) -> Result<(Vec<PublicKey>, Vec<[u8; 64]>), WalletError> {
        let hardware = &self.shared().environment.hardware;
        let (mut keys, mut proofs) = (Vec::new(), Vec::new());
        for alias in &order.aliases {
            let point = hardware.create_key(alias, KeyPurpose::Sign, KeyPolicy::Unattended)?;
            let key = PublicKey::from_sec1(&point)
                .map_err(|_| WalletError::Hardware(HardwareError::Failed))?;
            let phone_key = PhoneKey::new(hardware.as_ref(), alias, key);
            let proof = phone_key.sign(&possession_message(&key));
            proofs.push(proof.map_err(|_| phone_key.failure())?);
            order.points.push(key.uncompressed());
            keys.push(key);
        }
        Ok((keys, proofs))
    }

    fn delete_keys(&self, aliases: &[String]) -> Result<(), WalletError> {
        for alias in aliases {
            self.shared().environment.hardware.delete_key(alias)?;
        }
        Ok(())
    }

    fn put_order(&self, id: [u8; 16], order: &OrderRecord) -> Result<(), WalletError> {
        self.write(|open| {
            open.change(open.settings, |changes| {
                holding::put_order(changes, RecordId::new(id), order)
            })
        })
    }

    fn remove_order(&self, id: RecordId) -> Result<(), WalletError> {
        self.write(|open| open.change(open.settings, |changes| holding::remove_order(changes, id)))
    }

    /// `vgt.<store, 32 hex>.cred.<order, 12 hex>.<number>`: below the 64 bytes that an alias may have.
    fn alias(&self, order: [u8; 16], number: usize) -> String {
        let mut alias = String::from("vgt.");
        self.store_id().iter().for_each(|byte| alias.push_str(&format!("{byte:02x}")));
        alias.push_str(".cred.");
        order.iter().take(6).for_each(|byte| alias.push_str(&format!("{byte:02x}")));
        alias.push_str(&format!(".{number}"));
        alias
    }
}

/// What a key of an order signs, so that an issuer knows it is in the phone's hands: `vgt/order/1` and the point.
#[must_use]
pub fn possession_message(key: &PublicKey) -> Vec<u8> {
    let mut message = b"vgt/order/1".to_vec();
    message.extend_from_slice(&key.uncompressed());
    message
}

/// Keys in one order.
const MOST_KEYS: usize = 64;

//! An account in memory, with AWS's habits: for tests.

use std::{cell::RefCell, collections::BTreeMap};

use serde_json::Value;

use super::{
    AwsError, AwsResult, ControlPlane, Identity, MachineRecord, NewMachine, Refusal, RoleRecord,
    Tags,
};

/// The account: what is in it, and what was written to it.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(crate) roles: RefCell<BTreeMap<String, RoleRecord>>,
    pub(crate) policies: RefCell<BTreeMap<(String, String), Value>>,
    /// Managed policies by ARN, with the roles that have them.
    pub(crate) managed: RefCell<BTreeMap<String, (Value, Vec<String>)>>,
    pub(crate) machines: RefCell<BTreeMap<String, (MachineRecord, Tags)>>,
    /// The writes, in order.
    pub(crate) writes: RefCell<Vec<&'static str>>,
    /// How often a fresh role is not yet assumable.
    pub(crate) role_not_ready: RefCell<u32>,
    /// Fails this write once.
    pub(crate) fail_once: RefCell<Option<&'static str>>,
}

impl Memory {
    fn write(&self, operation: &'static str) -> AwsResult<()> {
        if self.fail_once.borrow_mut().take_if(|failing| *failing == operation).is_some() {
            return Err(refused(operation, "InternalFailure", "try again"));
        }
        self.writes.borrow_mut().push(operation);
        Ok(())
    }

    /// Takes the log of writes.
    pub(crate) fn take_writes(&self) -> Vec<&'static str> {
        self.writes.take()
    }
}

fn refused(operation: &'static str, code: &str, message: &str) -> AwsError {
    let refusal = Refusal::Service { code: code.to_owned(), message: message.to_owned() };
    AwsError { operation, endpoint: None, refusal }
}

fn arn(name: &str) -> String {
    format!("arn:aws:states:eu-central-1:123456789012:stateMachine:{name}")
}

impl ControlPlane for Memory {
    async fn caller_identity(&self) -> AwsResult<Identity> {
        Ok(Identity {
            account: "123456789012".to_owned(),
            arn: "arn:aws:iam::123456789012:user/dev".to_owned(),
            endpoint_region: None,
        })
    }

    async fn role(&self, name: &str) -> AwsResult<Option<RoleRecord>> {
        Ok(self.roles.borrow().get(name).cloned())
    }

    async fn role_policy(&self, role: &str, policy: &str) -> AwsResult<Option<Value>> {
        Ok(self.policies.borrow().get(&(role.to_owned(), policy.to_owned())).cloned())
    }

    async fn create_role(&self, name: &str, trust: &str, tags: &Tags) -> AwsResult<()> {
        self.write("CreateRole")?;
        let arn = format!("arn:aws:iam::123456789012:role/{name}");
        let record =
            RoleRecord { arn, trust: serde_json::from_str(trust).unwrap(), tags: tags.clone() };
        self.roles.borrow_mut().insert(name.to_owned(), record);
        Ok(())
    }

    async fn update_trust(&self, role: &str, trust: &str) -> AwsResult<()> {
        self.write("UpdateAssumeRolePolicy")?;
        self.roles.borrow_mut().get_mut(role).unwrap().trust = serde_json::from_str(trust).unwrap();
        Ok(())
    }

    async fn tag_role(&self, role: &str, tags: &Tags) -> AwsResult<()> {
        self.write("TagRole")?;
        self.roles.borrow_mut().get_mut(role).unwrap().tags.extend(tags.clone());
        Ok(())
    }

    async fn put_role_policy(&self, role: &str, policy: &str, document: &str) -> AwsResult<()> {
        self.write("PutRolePolicy")?;
        let document = serde_json::from_str(document).unwrap();
        self.policies.borrow_mut().insert((role.to_owned(), policy.to_owned()), document);
        Ok(())
    }

    async fn delete_role_policy(&self, role: &str, policy: &str) -> AwsResult<()> {
        self.write("DeleteRolePolicy")?;
        self.policies.borrow_mut().remove(&(role.to_owned(), policy.to_owned()));
        Ok(())
    }

    async fn attached_policies(&self, role: &str) -> AwsResult<Vec<String>> {
        let managed = self.managed.borrow();
        let attached = managed.iter().filter(|(_, (_, roles))| roles.iter().any(|of| of == role));
        Ok(attached.map(|(arn, _)| arn.clone()).collect())
    }

    async fn managed_policy(&self, arn: &str) -> AwsResult<Option<Value>> {
        Ok(self.managed.borrow().get(arn).map(|(document, _)| document.clone()))
    }

    async fn create_policy(&self, name: &str, document: &str, _: &Tags) -> AwsResult<()> {
        self.write("CreatePolicy")?;
        let arn = format!("arn:aws:iam::123456789012:policy/{name}");
        let document = serde_json::from_str(document).unwrap();
        self.managed.borrow_mut().insert(arn, (document, Vec::new()));
        Ok(())
    }

    async fn update_policy(&self, arn: &str, document: &str) -> AwsResult<()> {
        self.write("CreatePolicyVersion")?;
        let document = serde_json::from_str(document).unwrap();
        self.managed.borrow_mut().get_mut(arn).unwrap().0 = document;
        Ok(())
    }

    async fn attach_policy(&self, role: &str, arn: &str) -> AwsResult<()> {
        self.write("AttachRolePolicy")?;
        self.managed.borrow_mut().get_mut(arn).unwrap().1.push(role.to_owned());
        Ok(())
    }

    async fn remove_policy(&self, _: &str, arn: &str) -> AwsResult<()> {
        self.write("DeletePolicy")?;
        self.managed.borrow_mut().remove(arn);
        Ok(())
    }

    async fn machine(&self, arn: &str) -> AwsResult<Option<MachineRecord>> {
        Ok(self.machines.borrow().get(arn).map(|(record, _)| record.clone()))
    }

    async fn machine_tags(&self, arn: &str) -> AwsResult<Tags> {
        Ok(self.machines.borrow().get(arn).map(|(_, tags)| tags.clone()).unwrap_or_default())
    }

    /// As AWS: the same name with an equal definition succeeds, and keeps the old role and tags.
    async fn create_machine(&self, machine: NewMachine<'_>) -> AwsResult<String> {
        let mut waits = self.role_not_ready.borrow_mut();
        if *waits > 0 {
            *waits -= 1;
            let message = "Neither the global service principal states.amazonaws.com, nor the regional one is \
                           authorized to assume the provided role.";
            return Err(refused("states:CreateStateMachine", "AccessDeniedException", message));
        }
        self.write("CreateStateMachine")?;
        let record = MachineRecord {
            definition: machine.definition.to_owned(),
            role_arn: machine.role_arn.to_owned(),
            workflow_type: machine.workflow_type,
            is_deleting: false,
        };
        self.machines
            .borrow_mut()
            .entry(arn(machine.name))
            .or_insert((record, machine.tags.clone()));
        Ok(arn(machine.name))
    }

    async fn update_machine(
        &self,
        arn: &str,
        definition: Option<&str>,
        role_arn: Option<&str>,
    ) -> AwsResult<()> {
        self.write("UpdateStateMachine")?;
        let mut machines = self.machines.borrow_mut();
        let (record, _) = machines.get_mut(arn).unwrap();
        if let Some(definition) = definition {
            definition.clone_into(&mut record.definition);
        }
        if let Some(role_arn) = role_arn {
            role_arn.clone_into(&mut record.role_arn);
        }
        Ok(())
    }

    async fn tag_machine(&self, arn: &str, tags: &Tags) -> AwsResult<()> {
        self.write("TagResource")?;
        self.machines.borrow_mut().get_mut(arn).unwrap().1.extend(tags.clone());
        Ok(())
    }
}

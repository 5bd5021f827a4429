//! What a definition does not say about itself.

use std::collections::BTreeSet;

use sfn_asl::WorkflowType;

/// What the policies depend on beside the definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyContext {
    /// The state machine's name.
    pub state_machine_name: String,
    /// Standard or Express.
    pub workflow_type: WorkflowType,
    /// The partition, such as `aws`; by default the placeholder `${AWS::Partition}`.
    pub partition: String,
    /// The region; by default the placeholder `${AWS::Region}`.
    pub region: String,
    /// The account; by default the placeholder `${AWS::AccountId}`.
    pub account: String,
    /// What is switched on.
    pub features: BTreeSet<Feature>,
    /// The customer managed key that encrypts the machine's data.
    pub kms_key_arn: Option<String>,
    /// What the parameters that are known only at run time can be.
    pub declared: Vec<Declaration>,
    /// Statements for operations that the tables do not know.
    pub statements: Vec<DeclaredStatement>,
}

/// What can be switched on for a machine or its policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// Logging to CloudWatch Logs.
    Logging,
    /// Tracing with X-Ray.
    Tracing,
    /// Failed distributed Maps are redriven by the role.
    Redrive,
    /// The account does not yet have the service-linked roles of the services it calls.
    ServiceLinkedRoles,
}

impl Feature {
    /// The name in the tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Logging => "logging",
            Self::Tracing => "tracing",
            Self::Redrive => "redrive",
            Self::ServiceLinkedRoles => "service-linked-roles",
        }
    }
}

/// What a parameter can be, or a resource that the definition does not show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declaration {
    /// The state; `None` for all.
    pub state: Option<String>,
    /// The parameter (`QueueUrl`, `Entries[].EventBusName`) or the name that a warning asks for (`taskRole`);
    /// `None` for any parameter of the state whose resource type fits.
    pub parameter: Option<String>,
    /// ARNs or values; `*` and `?` are wildcards. None says that the call needs nothing of this kind.
    pub resources: Vec<String>,
}

/// A statement for an operation that the tables do not know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeclaredStatement {
    /// The state; `None` for the whole machine.
    pub state: Option<String>,
    /// The actions.
    pub actions: Vec<String>,
    /// The resources.
    pub resources: Vec<String>,
}

impl PolicyContext {
    /// A Standard workflow of this name, with placeholders for the partition, region and account.
    pub fn new(state_machine_name: impl Into<String>) -> Self {
        Self {
            state_machine_name: state_machine_name.into(),
            workflow_type: WorkflowType::Standard,
            partition: "${AWS::Partition}".to_owned(),
            region: "${AWS::Region}".to_owned(),
            account: "${AWS::AccountId}".to_owned(),
            features: BTreeSet::new(),
            kms_key_arn: None,
            declared: Vec::new(),
            statements: Vec::new(),
        }
    }

    /// The same in this partition, region and account.
    #[must_use]
    pub fn located(
        mut self,
        partition: impl Into<String>,
        region: impl Into<String>,
        account: impl Into<String>,
    ) -> Self {
        (self.partition, self.region, self.account) =
            (partition.into(), region.into(), account.into());
        self
    }

    /// The same with this feature.
    #[must_use]
    pub fn with(mut self, feature: Feature) -> Self {
        self.features.insert(feature);
        self
    }

    /// The same, where this parameter of this state can be one of these.
    #[must_use]
    pub fn declare(
        mut self,
        state: impl Into<String>,
        parameter: Option<&str>,
        resources: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.declared.push(Declaration {
            state: Some(state.into()),
            parameter: parameter.map(str::to_owned),
            resources: resources.into_iter().map(Into::into).collect(),
        });
        self
    }

    /// The same, where a state's call is allowed these actions on these resources; without actions, the call's own.
    #[must_use]
    pub fn permit(
        mut self,
        state: impl Into<String>,
        actions: Vec<String>,
        resources: Vec<String>,
    ) -> Self {
        if actions.is_empty() {
            return self.declare(state, None, resources);
        }
        self.statements.push(DeclaredStatement { state: Some(state.into()), actions, resources });
        self
    }

    /// The ARN of the machine.
    pub fn state_machine_arn(&self) -> String {
        let Self { partition, region, account, state_machine_name, .. } = self;
        format!("arn:{partition}:states:{region}:{account}:stateMachine:{state_machine_name}")
    }

    /// What is declared for this parameter of this state.
    pub(crate) fn declared_for(&self, state: &str, parameter: &str) -> Vec<&str> {
        self.declarations(state, Some(parameter)).flat_map(Declaration::resources).collect()
    }

    /// What is declared for any parameter of this state.
    pub(crate) fn declared_for_state(&self, state: &str) -> Vec<&str> {
        self.declarations(state, None).flat_map(Declaration::resources).collect()
    }

    /// Whether anything is declared for it, be it that there is nothing.
    pub(crate) fn is_declared(&self, state: &str, parameter: &str) -> bool {
        self.declarations(state, Some(parameter)).next().is_some()
    }

    fn declarations(
        &self,
        state: &str,
        parameter: Option<&str>,
    ) -> impl Iterator<Item = &Declaration> {
        self.declared.iter().filter(move |declaration| declaration.applies(state, parameter))
    }
}

impl Declaration {
    fn resources(&self) -> impl Iterator<Item = &str> {
        self.resources.iter().map(String::as_str)
    }

    /// Whether it speaks of this parameter (by its path, or the name at its end) of this state.
    fn applies(&self, state: &str, parameter: Option<&str>) -> bool {
        let same = match (self.parameter.as_deref(), parameter) {
            (Some(declared), Some(path)) => {
                path == declared
                    || path.strip_suffix(declared).is_some_and(|before| before.ends_with('.'))
            }
            (None, None) => true,
            _ => false,
        };
        same && self.state.as_deref().is_none_or(|name| name == state)
    }
}

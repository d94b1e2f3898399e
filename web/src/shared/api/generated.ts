// Made by eng/api.mjs from docs/api/openapi.json; not to be edited.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccessList: {
            items: components["schemas"]["GrantShape"][];
            administrators: string;
        };
        AccessToken: {
            id: string;
            name: string;
            updatedAt: string;
            createdAt: string;
            expiredAt: string;
            cluster: string;
            lastUsedAt: string;
        };
        AccessTokenList: {
            items: components["schemas"]["AccessToken"][];
        };
        AccountLockout: {
            enabled?: boolean;
            /** Format: int32 */
            maxLoginFailures?: number;
            /** Format: int32 */
            maxFailuresWaitSeconds?: number;
            /** Format: int32 */
            failureResetSeconds?: number;
        };
        ActionWithNeeds: {
            action: components["schemas"]["PermissionAction"];
            dependPerms: components["schemas"]["PermissionPoint"][];
            held: boolean;
        };
        ActiveFault: {
            /** Format: int32 */
            id: number;
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until?: string;
            kind: components["schemas"]["FaultKind"];
            /** Format: int32 */
            every: number;
            /** Format: double */
            seconds: number;
            /** Format: int32 */
            code: number;
            /** Format: double */
            forSeconds?: number;
            node?: string;
            namespace?: string;
            resource?: string;
            webhook: components["schemas"]["WebhookFlaw"];
            certificate: components["schemas"]["CertificateFlaw"];
        };
        AddOn: {
            category: string;
            title: string;
            version: string;
            namespace: string;
            name: string;
            segment: string;
            state: string;
            /** @enum {string} */
            severity: "none" | "healthy" | "idle" | "progressing" | "warning" | "failing";
            message: string;
        };
        AddonSettingShape: {
            enableHelmRepoRefresh?: boolean;
            /** Format: int32 */
            helmRepoRefreshInterval?: number;
            helmOperationBaseImage?: string;
            /** Format: int32 */
            helmOperationHistoryLimit?: number;
            /** Format: int64 */
            helmOperationTimeoutSecond?: string;
            helmOperationJobTemplateResources?: components["schemas"]["JobResourcesShape"];
        };
        AdjustRoleRequest: {
            additions?: components["schemas"]["TemplateRule"][];
            subtractions?: components["schemas"]["TemplateRule"][];
            /** Format: date-time */
            changed?: string;
        };
        Affinity: {
            nodeAffinity?: components["schemas"]["NodeAffinity"];
            podAffinity?: components["schemas"]["PodAffinity"];
            podAntiAffinity?: components["schemas"]["PodAffinity"];
        };
        AggregationRule: {
            clusterRoleSelectors?: components["schemas"]["LabelSelectorShape"][];
        };
        AllPermissions: {
            gproductPerms: components["schemas"]["ProductAllPermissions"][];
        };
        AllocatedResource: {
            resourceName: string;
            value: string;
        };
        AllowedKind: {
            group: string;
            resource: string;
            verbs: components["schemas"]["AllowedVerb"][];
        };
        AllowedList: {
            subject: components["schemas"]["SubjectShape"];
            cluster: string;
            namespace: string;
            readOnly: boolean;
            reasons: components["schemas"]["GrantShape"][];
            items: components["schemas"]["AllowedKind"][];
            namespaces: string[];
        };
        AllowedVerb: {
            verb: string;
            names: string[];
            by: number[];
        };
        AmountsShape: {
            allocatable: {
                [key: string]: string;
            };
            allocated: {
                [key: string]: string;
            };
        };
        AnnotationsRequest: {
            annotations?: {
                [key: string]: string;
            };
        };
        AuditCleared: {
            /** Format: int64 */
            removed: string;
        };
        AuditDaysRequest: {
            /** Format: int32 */
            days?: number;
        };
        AuditDetail: {
            audit: string;
        };
        AuditExportUri: {
            uri: string;
            /** @enum {string} */
            method: "GET" | "POST" | "PUT" | "DELETE" | "PATCH";
        };
        AuditInfo: {
            id: string;
            auditName: string;
            resourceType: string;
            resourceName: string;
            clusterName: string;
            gproduct: string;
            /** @enum {string} */
            status: "all" | "succeeded" | "failed";
            user: string;
            client: string;
            ip: string;
            createdAt: string;
            verb: string;
            namespace: string;
            subresource: string;
            /** Format: int32 */
            statusCode: number;
            /** Format: int32 */
            latencyMilliseconds: number;
            requestId: string;
            /** Format: int32 */
            times: number;
            detail: string;
            /** @enum {string} */
            via: "console" | "api" | "gateway";
        };
        AuditKeepDays: {
            /** Format: int32 */
            kubeDays: number;
            /** Format: int32 */
            ghippoDays: number;
        };
        AuditList: {
            items: components["schemas"]["AuditInfo"][];
            pagination: components["schemas"]["Pagination"];
        };
        AuditRange: {
            /** Format: int32 */
            day: number;
        };
        AuditReportOfResourceReport: {
            items: components["schemas"]["ResourceReport"][];
        };
        AuditReportOfUserReport: {
            items: components["schemas"]["UserReport"][];
        };
        BestAnswer: {
            items: components["schemas"]["SearchRow"][];
        };
        BindNodesRequest: {
            namespace?: string;
            nodeNames?: string[];
        };
        BindNodesResponse: {
            successfulResults: components["schemas"]["BoundNode"][];
            failedResults: components["schemas"]["BoundNode"][];
            nsError: string;
        };
        BindRoleRequest: {
            subject?: components["schemas"]["Subject"];
            roleRef?: components["schemas"]["RoleRef"];
            name?: string;
            labels?: {
                [key: string]: string;
            };
            annotations?: {
                [key: string]: string;
            };
            ownerReferences?: components["schemas"]["OwnerReference"][];
        };
        BoundNode: {
            nodeName: string;
            error: string;
        };
        Capacity: {
            capacity?: string;
        };
        CapacityAmount: {
            /** Format: int64 */
            allocatable: string;
            /** Format: int64 */
            requested: string;
        };
        CategoryAllPermissions: {
            category: components["schemas"]["LocalizedWord"];
            resourcePerms: components["schemas"]["ResourceAllPermissions"][];
        };
        CategoryPermissions: {
            category: components["schemas"]["LocalizedWord"];
            resourcePerms: components["schemas"]["ResourcePermissions"][];
        };
        /** @enum {string} */
        CertificateFlaw: "OtherAuthority" | "Expired";
        ChangePasswordRequest: {
            oldPassword?: string;
            newPassword?: string;
        };
        ChangedProvider: {
            alias: string;
        };
        CheckAnswer: {
            allowed: boolean;
            message: string;
        };
        CheckAnswers: {
            items: components["schemas"]["CheckAnswer"][];
        };
        CheckSharedAddressRequest: {
            sharedLoadBalancerIP?: string;
            servicePorts?: number[];
        };
        /** @enum {string} */
        ClientAuthentication: "client_secret_post" | "client_secret_basic" | "client_secret_jwt" | "private_key_jwt";
        CloudShell: {
            spec: components["schemas"]["CloudShellSpec"];
            status: components["schemas"]["CloudShellStatus"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        CloudShellSecret: {
            name: string;
        };
        CloudShellSpec: {
            secretRef?: components["schemas"]["CloudShellSecret"];
            once: boolean;
            commandAction: string;
            /** Format: int32 */
            ttl: number;
            cleanup: boolean;
        };
        CloudShellStatus: {
            phase: string;
            accessUrl: string;
        };
        ClusterAnswer: {
            cluster: components["schemas"]["ClusterShape"];
        };
        ClusterCapacity: {
            cpu: components["schemas"]["CapacityAmount"];
            memory: components["schemas"]["CapacityAmount"];
            pods: components["schemas"]["CapacityAmount"];
        };
        ClusterCheckProgress: {
            waiting: boolean;
            /** Format: int32 */
            done: number;
            /** Format: int32 */
            of: number;
            kind: string;
        };
        ClusterLabels: {
            labels?: {
                [key: string]: string;
            };
        };
        ClusterMeta: {
            name: string;
            uid: string;
            resourceVersion: string;
            /** Format: int64 */
            creationTimestamp: string;
            labels: {
                [key: string]: string;
            };
            annotations: {
                [key: string]: string;
            };
            cluster?: string;
            namespace?: string;
            /** Format: int64 */
            deletionTimestamp?: string;
            ownerReferences?: components["schemas"]["ClusterOwner"][];
            workspaceAlias?: string;
        };
        ClusterNames: {
            clusters: string[];
        };
        ClusterOverview: {
            cluster: components["schemas"]["OverviewCluster"];
            workloads: components["schemas"]["KindHealth"][];
            troubles: components["schemas"]["Trouble"][];
            /** Format: int32 */
            troubleTotal: number;
            addOns: components["schemas"]["AddOn"][];
            freshness: components["schemas"]["FreshnessNote"][];
        };
        ClusterOwner: {
            kind: string;
            name: string;
            apiVersion: string;
            uid: string;
            controller: boolean;
            blockOwnerDeletion: boolean;
        };
        ClusterPage: {
            items: components["schemas"]["ClusterShape"][];
            pagination: components["schemas"]["Pagination"];
        };
        ClusterResourceOverride: {
            /** Format: int32 */
            memoryRequestToLimitPercent?: number;
            /** Format: int32 */
            cpuRequestToLimitPercent?: number;
        };
        ClusterResourceOverrideRequest: {
            data?: components["schemas"]["ClusterResourceOverride"];
        };
        ClusterRole: {
            rules?: components["schemas"]["PolicyRule"][];
            aggregationRule?: components["schemas"]["AggregationRule"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        ClusterRoleBinding: {
            subjects?: components["schemas"]["Subject"][];
            roleRef?: components["schemas"]["RoleRef"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        ClusterSettingShape: {
            plugins?: components["schemas"]["PluginShape"][];
            network?: components["schemas"]["PluginShape"][];
            addonSetting?: components["schemas"]["AddonSettingShape"];
            clusterKubeconfigSetting?: components["schemas"]["KubeconfigSettingShape"];
            clusterlcmSetting?: components["schemas"]["LifecycleSettingShape"];
            etcdBackupRestoreSetting?: components["schemas"]["EtcdBackupSettingShape"];
            kubeanSetting?: components["schemas"]["KubeanSettingShape"];
        };
        ClusterShape: {
            metadata: components["schemas"]["ClusterMeta"];
            spec: components["schemas"]["ClusterSpecShape"];
            status: components["schemas"]["ClusterStatusShape"];
        };
        ClusterSpecShape: {
            /** @enum {string} */
            provider: "GENERIC" | "DAOCLOUD_KUBESPRAY" | "DAOCLOUD_CLUSTER_API" | "DAOCLOUD_DCE4" | "REDHAT_OPENSHIFT4" | "SUSE_RANCHER" | "VMWARE_TANZU" | "AWS_EKS" | "ALIYUN_ACK" | "TENCENT_TKE" | "HUAWEI_CCE" | "MICROSOFT_AZURE" | "K3S" | "Oracle_OKE";
            apiEndpoint: string;
            region: string;
            zone: string;
            roles: ("CLUSTER_ROLE_UNSPECIFIED" | "CLUSTER_ROLE_MANAGER" | "CLUSTER_ROLE_GLOBAL_SERVICE" | "CLUSTER_ROLE_WORKER" | "CLUSTER_ROLE_THIRD_PARTY")[];
            aliasName: string;
            describe: string;
            proxyUrl: string;
            managedBy?: string;
            secretRef?: components["schemas"]["SecretReferenceShape"];
        };
        ClusterStatusShape: {
            kubernetesVersion: string;
            kubeSystemID: string;
            /** @enum {string} */
            phase: "CLUSTER_PHASE_UNSPECIFIED" | "Unknown" | "Creating" | "Running" | "Updating" | "Deleting" | "Failed" | "DeleteFailed";
            serviceCIDR: string;
            clusterCIDR: string;
            proxyMode: string;
            networkMode: string[];
            deploymentSummary?: components["schemas"]["CountShape"];
            daemonsetSummary?: components["schemas"]["CountShape"];
            statefulsetSummary?: components["schemas"]["CountShape"];
            nodeSummary?: components["schemas"]["CountShape"];
            podSummary?: components["schemas"]["CountShape"];
            resourceSummary?: components["schemas"]["AmountsShape"];
            /** Format: double */
            cpuUsage?: number;
            /** Format: double */
            memoryUsage?: number;
            conditions: components["schemas"]["ConditionShape"][];
            components: components["schemas"]["ConditionShape"][];
            kubeconfigExpireWarnning: boolean;
            /** Format: int64 */
            kubeconfigExpireTime?: string;
            clusterVersion?: string;
            /** Format: int32 */
            gpuTotal?: number;
            /** Format: double */
            maxSigningDuration?: number;
            settings?: components["schemas"]["ClusterSettingShape"];
            distribution: string;
            /** Format: int64 */
            lastContact?: string;
        };
        ClusterSummary: {
            name: string;
            /** @enum {string} */
            phase: "CLUSTER_PHASE_UNSPECIFIED" | "Unknown" | "Creating" | "Running" | "Updating" | "Deleting" | "Failed" | "DeleteFailed";
            kubeSystemID: string;
        };
        ClusterSummaryList: {
            clusterSummary: components["schemas"]["ClusterSummary"][];
        };
        ClusterSyncDetails: {
            summary: components["schemas"]["ClusterSyncStatus"];
            kinds: components["schemas"]["KindSyncStatus"][];
        };
        ClusterSyncStatus: {
            cluster: string;
            /** Format: int32 */
            objects: number;
            /** Format: int32 */
            watches: number;
            /** Format: int32 */
            kinds: number;
            /** Format: int32 */
            behind: number;
            /** Format: int64 */
            lists: string;
            /** Format: date-time */
            lastContact?: string;
            /** Format: date-time */
            lastEvent?: string;
            /** Format: int64 */
            lagMilliseconds?: string;
            reason: string;
            message: string;
            paused?: components["schemas"]["SyncPause"];
            /** Format: int32 */
            pausedKinds: number;
            check?: components["schemas"]["ClusterCheckProgress"];
            /** Format: date-time */
            lastCheck?: string;
            /** Format: int32 */
            different: number;
        };
        CodeRequest: {
            code?: string;
        };
        ColumnSummary: {
            name: string;
            type: string;
            description: string;
            /** Format: int32 */
            priority: number;
        };
        Completion: {
            text: string;
            detail: string;
        };
        Completions: {
            items: components["schemas"]["Completion"][];
        };
        Condition: {
            lastTransitionTime?: string;
            lastUpdateTime?: string;
            message?: string;
            reason?: string;
            status: string;
            type: string;
        };
        ConditionShape: {
            type: string;
            status: string;
            reason: string;
            message: string;
            lastTransitionTime: string;
            title: string;
            lastUpdateTime?: string;
        };
        ConfigMap: {
            immutable: boolean;
            data?: {
                [key: string]: string;
            };
            binaryData?: {
                [key: string]: string;
            };
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        ConfigMapEnvSource: {
            name?: string;
            optional: boolean;
        };
        ConfigMapKeySelector: {
            name?: string;
            key?: string;
            optional: boolean;
        };
        ConfigMapVolumeSource: {
            name?: string;
            items?: components["schemas"]["KeyToPath"][];
            /** Format: int32 */
            defaultMode: number;
            optional: boolean;
        };
        Container: {
            name: string;
            image: string;
            command?: string[];
            args?: string[];
            workingDir?: string;
            ports?: components["schemas"]["Ports"][];
            envFrom?: components["schemas"]["EnvFromSource"][];
            env?: components["schemas"]["EnvVar"][];
            resources?: components["schemas"]["ResourceRequirements"];
            volumeMounts?: components["schemas"]["VolumeMount"][];
            livenessProbe?: components["schemas"]["Probe"];
            readinessProbe?: components["schemas"]["Probe"];
            startupProbe?: components["schemas"]["Probe"];
            lifecycle?: components["schemas"]["Lifecycle"];
            imagePullPolicy?: string;
            securityContext?: components["schemas"]["SecurityContext"];
        };
        ContainerResourcePolicy: {
            containerName?: string;
            /** @enum {string} */
            mode?: "CONTAINER_SCALING_MODE_UNSPECIFIED" | "Auto" | "Off";
            minAllowed?: components["schemas"]["ResourceList"];
            maxAllowed?: components["schemas"]["ResourceList"];
            controlledResources?: ("RESOURCE_NAME_UNSPECIFIED" | "cpu" | "memory")[];
            /** @enum {string} */
            controlleValues?: "CONTAINER_CONTROLLED_VALUES_UNSPECIFIED" | "RequestsAndLimits" | "RequestsOnly";
        };
        ContainerState: {
            waiting?: components["schemas"]["ContainerStateWaiting"];
            running?: components["schemas"]["ContainerStateRunning"];
            terminated?: components["schemas"]["ContainerStateTerminated"];
        };
        ContainerStateRunning: {
            /** Format: int64 */
            startedAt?: string;
        };
        ContainerStateTerminated: {
            /** Format: int32 */
            exitCode: number;
            /** Format: int32 */
            signal: number;
            reason?: string;
            message?: string;
            /** Format: int64 */
            startedAt?: string;
            /** Format: int64 */
            finishedAt?: string;
        };
        ContainerStateWaiting: {
            reason?: string;
            message?: string;
        };
        ContainerStatus: {
            name: string;
            type?: string;
            state?: components["schemas"]["ContainerState"];
            ready: boolean;
            /** Format: int32 */
            restartCount: number;
            image: string;
            started?: boolean;
            /** @enum {string} */
            phase?: "PHASE_UNSPECIFIED" | "Waiting" | "Running" | "Terminated";
        };
        ControllerRevision: {
            data?: components["schemas"]["Deployment"];
            /** Format: int64 */
            revision: string;
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        CountShape: {
            /** Format: int32 */
            totalNum: number;
            /** Format: int32 */
            readyNum: number;
        };
        CreateAccessTokenRequest: {
            name?: string;
            expiredAt?: string;
            cluster?: string;
        };
        CreateAccessTokenResponse: {
            id: string;
            token: string;
        };
        CreateCertificateRequest: {
            cluster?: string;
            kubeSystemID?: string;
            /** Format: int32 */
            expirationSeconds?: number;
        };
        CreateCertificateResponse: {
            kubeConfigString: string;
            cluster: string;
        };
        CreateCloudShellRequest: {
            /** @enum {string} */
            type?: "bash" | "exec" | "logs" | "upload" | "download";
            cluster?: string;
            namespace?: string;
            podName?: string;
            container?: string;
            filePath?: string;
            /** Format: int32 */
            logCount?: number;
            data?: components["schemas"]["JsonElement"];
        };
        CreateGroupRequest: {
            name?: string;
            description?: string;
        };
        CreateGroupResponse: {
            id: string;
        };
        CreateKubeconfigRequest: {
            clusters?: string[];
            /** Format: int32 */
            expirationSeconds?: number;
        };
        CreateNamespaceRequest: {
            /** Format: int32 */
            workspaceId?: number;
            workspaceAlias?: string;
            data?: string;
        };
        CreateNamespaceResponse: {
            namespace: components["schemas"]["Namespace"];
        };
        CreatePlatformRoleRequest: {
            name?: string;
            description?: string;
            scope?: string;
            perms?: components["schemas"]["PermissionPoint"][];
        };
        CreateResourcesRequest: {
            data?: string[];
        };
        CreateResourcesResponse: {
            data: string[];
            results: components["schemas"]["DocumentResult"][];
        };
        CreateRoleRequest: {
            name?: string;
            data?: string;
        };
        CreateUserRequest: {
            name?: string;
            password?: string;
            description?: string;
            temporary?: boolean;
            email?: string;
            firstname?: string;
            lastname?: string;
        };
        CreateUserResponse: {
            id: string;
            password?: string;
        };
        CreateUserTokenRequest: {
            name?: string;
            expiredAt?: string;
        };
        CreateUserWithoutPasswordRequest: {
            name?: string;
        };
        CreatedLdap: {
            id: string;
        };
        CronHPACondition: {
            name?: string;
            jobId?: string;
            schedule?: string;
            /** Format: int32 */
            targetSize: number;
            runOnce: boolean;
            /** @enum {string} */
            jobState?: "JOB_STATE_UNSPECIFIED" | "Succeed" | "Failed" | "Submitted";
            /** Format: int64 */
            lastProbeTime?: string;
            message?: string;
        };
        CronHPAJob: {
            name?: string;
            schedule?: string;
            /** Format: int32 */
            targetSize: number;
            runOnce: boolean;
        };
        CronHorizontalPodAutoscaler: {
            spec: components["schemas"]["CronHorizontalPodAutoscalerSpec"];
            status: components["schemas"]["CronHorizontalPodAutoscalerStatus"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        CronHorizontalPodAutoscalerSpec: {
            scaleTargetRef?: components["schemas"]["CrossVersionObjectReference"];
            excludeDates?: string[];
            jobs?: components["schemas"]["CronHPAJob"][];
        };
        CronHorizontalPodAutoscalerStatus: {
            scaleTargetRef?: components["schemas"]["CrossVersionObjectReference"];
            excludeDates?: string[];
            conditions?: components["schemas"]["CronHPACondition"][];
        };
        CronJob: {
            spec: components["schemas"]["CronJobSpec"];
            status: components["schemas"]["CronJobStatus"];
            /** Format: int32 */
            availed: number;
            /** Format: int32 */
            total: number;
            /** Format: int64 */
            executionTimestamp?: string;
            images?: string[];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        CronJobAnswer: {
            cronjob: components["schemas"]["CronJob"];
        };
        CronJobCondition: {
            jobName: string;
            conditions?: components["schemas"]["Condition"][];
        };
        CronJobSpec: {
            schedule: string;
            paused: boolean;
            timeZone?: string;
            template?: components["schemas"]["PodTemplateSpec"];
        };
        CronJobStatus: {
            /** @enum {string} */
            phase: "CRONJOB_STATE_UNSPECIFIED" | "Waiting_CronJob" | "Activated_CronJob" | "Stopped_CronJob" | "Deleting_CronJob";
            conditions?: components["schemas"]["CronJobCondition"][];
            /** Format: int64 */
            lastScheduleTime?: string;
        };
        CrossVersionObjectReference: {
            kind?: string;
            name?: string;
            apiVersion?: string;
        };
        CurrentUserResponse: {
            uid: string;
            username: string;
            email: string;
            source: string;
            firstname: string;
            lastname: string;
            next?: string;
            groups: string[];
            roles: components["schemas"]["OwnRole"][];
            createdAt: string;
            locale?: string;
            phoneNumber?: string;
            isMainAccount?: boolean;
            isSubAccount?: boolean;
            mainAccountId?: string;
            mainAccountName?: string;
            /** Format: int64 */
            mainAccountWorkspace?: string;
            canTransferToMain?: boolean;
            hasCertified?: boolean;
            inviteCode?: string;
            inviteUrl?: string;
        };
        CustomMetricValue: {
            metricName: string;
            value: string;
            /** Format: int64 */
            timestamp?: string;
            describedObject: components["schemas"]["DescribedObject"];
        };
        CustomMetricValues: {
            items: components["schemas"]["CustomMetricValue"][];
        };
        CustomResource: {
            kind: string;
            apiVersion: string;
            name: string;
            namespace: string;
            /** Format: int64 */
            creationTimestamp?: string;
            labels?: {
                [key: string]: string;
            };
            data?: string;
            kpanda?: components["schemas"]["RowFacts"];
        };
        CustomResourceDefinition: {
            spec: components["schemas"]["CustomResourceDefinitionSpec"];
            status?: components["schemas"]["CustomResourceDefinitionStatus"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        CustomResourceDefinitionNames: {
            plural: string;
            singular?: string;
            shortNames?: string[];
            kind: string;
            listKind?: string;
            categories?: string[];
        };
        CustomResourceDefinitionSpec: {
            group: string;
            names?: components["schemas"]["CustomResourceDefinitionNames"];
            /** @enum {string} */
            scope: "RESOURCE_SCOPE_UNSPECIFIED" | "NAMESPACED" | "CLUSTER";
            versions?: components["schemas"]["CustomResourceDefinitionVersion"][];
        };
        CustomResourceDefinitionStatus: {
            conditions?: components["schemas"]["Condition"][];
        };
        CustomResourceDefinitionVersion: {
            name: string;
            served: boolean;
            storage: boolean;
            deprecated: boolean;
        };
        CustomResourcePatch: {
            patchType?: string;
            data?: components["schemas"]["JsonElement"];
            subResources?: string[];
        };
        DaemonSet: {
            spec: components["schemas"]["DaemonSetSpec"];
            status: components["schemas"]["DaemonSetStatus"];
            /** Format: int64 */
            revision?: string;
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        DaemonSetAnswer: {
            daemonSet: components["schemas"]["DaemonSet"];
        };
        DaemonSetSpec: {
            selector?: components["schemas"]["LabelSelectorShape"];
            template?: components["schemas"]["PodTemplateSpec"];
            updateStrategy?: components["schemas"]["UpdateStrategy"];
        };
        DaemonSetStatus: {
            /** Format: int32 */
            desiredNumberScheduled: number;
            /** Format: int32 */
            currentNumberScheduled: number;
            /** Format: int32 */
            numberAvailable: number;
            /** Format: int32 */
            numberReady: number;
            /** Format: int32 */
            updatedNumberScheduled: number;
            /** @enum {string} */
            state: "WORKLOAD_STATE_UNSPECIFIED" | "Running" | "Deleting" | "Not_Ready" | "Stopped" | "Waiting";
            conditions?: components["schemas"]["Condition"][];
        };
        DeleteCloudShellRequest: {
            /** @enum {string} */
            type?: "bash" | "exec" | "logs" | "upload" | "download";
            cluster?: string;
        };
        Deployment: {
            spec: components["schemas"]["DeploymentSpec"];
            status: components["schemas"]["DeploymentStatus"];
            /** Format: int64 */
            revision: string;
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        DeploymentAnswer: {
            deployment: components["schemas"]["Deployment"];
        };
        DeploymentSpec: {
            /** Format: int32 */
            replicas: number;
            selector?: components["schemas"]["LabelSelectorShape"];
            template?: components["schemas"]["PodTemplateSpec"];
            strategy?: components["schemas"]["UpdateStrategy"];
            paused: boolean;
        };
        DeploymentStatus: {
            /** Format: int32 */
            availableReplicas: number;
            /** Format: int32 */
            readyReplicas: number;
            /** Format: int32 */
            updatedReplicas: number;
            /** Format: int32 */
            replicas: number;
            /** @enum {string} */
            state: "WORKLOAD_STATE_UNSPECIFIED" | "Running" | "Deleting" | "Not_Ready" | "Stopped" | "Waiting";
            conditions?: components["schemas"]["Condition"][];
        };
        DescribedObject: {
            kind: string;
            namespace: string;
            name: string;
            apiVersion: string;
        };
        DocumentResult: {
            /** Format: int32 */
            index: number;
            apiVersion: string;
            kind: string;
            namespace: string;
            name: string;
            outcome: string;
            error?: components["schemas"]["ErrorBody"];
            warnings?: string[];
        };
        DownwardAPIVolumeFile: {
            path?: string;
            fieldRef?: components["schemas"]["ObjectFieldSelector"];
            resourceFieldRef?: components["schemas"]["ResourceFieldSelector"];
            /** Format: int32 */
            mode: number;
        };
        DownwardAPIVolumeSource: {
            items?: components["schemas"]["DownwardAPIVolumeFile"][];
            /** Format: int32 */
            DefaultMode: number;
        };
        Empty: Record<string, never>;
        EmptyDirVolumeSource: {
            medium?: string;
            /** Format: int64 */
            sizeLimit: string;
        };
        EndSessionsRequest: {
            others?: boolean;
        };
        EnvFromSource: {
            prefix?: string;
            configMapRef?: components["schemas"]["ConfigMapEnvSource"];
            secretRef?: components["schemas"]["SecretEnvSource"];
        };
        EnvVar: {
            name: string;
            value?: string;
            valueFrom?: components["schemas"]["EnvVarSource"];
        };
        EnvVarSource: {
            fieldRef?: components["schemas"]["ObjectFieldSelector"];
            resourceFieldRef?: components["schemas"]["ResourceFieldSelector"];
            ConfigMapKeyRef?: components["schemas"]["ConfigMapKeySelector"];
            secretKeyRef?: components["schemas"]["SecretKeySelector"];
        };
        EphemeralContainer: {
            ephemeralContainerCommon: components["schemas"]["Container"];
            targetContainerName: string;
        };
        ErrorBody: {
            /** Format: int32 */
            code: number;
            message: string;
            details: components["schemas"]["ErrorDetail"][];
        };
        ErrorDetail: {
            "@type"?: string;
            reason: string;
            field?: string;
            parameters: {
                [key: string]: string;
            };
            requestId: string;
        };
        EtcdBackupSettingShape: {
            baseImage: string;
        };
        Event: {
            involvedObject?: components["schemas"]["ObjectReference"];
            reason?: string;
            message?: string;
            source?: components["schemas"]["EventSource"];
            /** Format: int64 */
            lastTimestamp?: string;
            /** @enum {string} */
            type: "EVENT_TYPE_UNSPECIFIED" | "Normal" | "Warning";
            /** Format: int64 */
            firstTimestamp?: string;
            /** Format: int32 */
            count: number;
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        EventSource: {
            component?: string;
            host?: string;
        };
        ExecAction: {
            command?: string[];
        };
        ExternalMetricSource: {
            metric?: components["schemas"]["MetricIdentifier"];
            target?: components["schemas"]["MetricTarget"];
        };
        ExternalMetricStatus: {
            metric?: components["schemas"]["MetricIdentifier"];
            current?: components["schemas"]["MetricValueStatus"];
        };
        Fault: {
            kind?: components["schemas"]["FaultKind"];
            /** Format: int32 */
            every?: number;
            /** Format: double */
            seconds?: number;
            /** Format: int32 */
            code?: number;
            /** Format: double */
            forSeconds?: number;
            node?: string;
            namespace?: string;
            resource?: string;
            webhook?: components["schemas"]["WebhookFlaw"];
            certificate?: components["schemas"]["CertificateFlaw"];
        };
        /** @enum {string} */
        FaultKind: "CutOff" | "Frozen" | "Slow" | "Flapping" | "TooManyRequests" | "Errors" | "ExpiredWatches" | "NodeDown" | "ClockSkew" | "ChangedCertificate" | "FullQuota" | "FullStorage" | "WebhookDown" | "DataLoss";
        FileEntry: {
            name: string;
            path: string;
            type: string;
            isLink: boolean;
            /** Format: int64 */
            size: string;
            mode: string;
            owner: string;
            /** Format: date-time */
            modified?: string;
        };
        FileListing: {
            path: string;
            items: components["schemas"]["FileEntry"][];
            isCut: boolean;
            /** Format: int64 */
            uploadLimit: string;
        };
        FleetGpu: {
            modelName: string;
            /** Format: int64 */
            memory: string;
            uuid: string;
        };
        FleetGpuList: {
            items: components["schemas"]["FleetGpu"][];
        };
        FleetOverview: {
            phases: {
                [key: string]: number;
            };
            versions: {
                [key: string]: number;
            };
            capacity: components["schemas"]["ClusterCapacity"];
            clusters: components["schemas"]["OverviewCluster"][];
            /** Format: int32 */
            clusterTotal: number;
            workloads: components["schemas"]["KindHealth"][];
            troubles: components["schemas"]["Trouble"][];
            /** Format: int32 */
            troubleTotal: number;
            freshness: components["schemas"]["FreshnessNote"][];
        };
        FreshnessNote: {
            cluster: string;
            synced: boolean;
            live: boolean;
            /** Format: date-time */
            lastContact?: string;
            reason: string;
            message: string;
        };
        FullGpuStats: {
            /** Format: int32 */
            totalGpuNumber: number;
            /** Format: int32 */
            allocatedGpuNumber: number;
        };
        /** @enum {string} */
        GlobalPermission: "Unknown" | "ListUser" | "CreateUser" | "UpdateUser" | "DeleteUser" | "AuthorizeUser" | "ListGroup" | "CreateGroup" | "UpdateGroup" | "DeleteGroup" | "UpdateGroupUser" | "AuthorizeGroup" | "GetRole" | "GetIdp" | "CreateIdp" | "UpdateIdp" | "DeleteIdp" | "GetAudit" | "DeleteAudit" | "GetSecurityPolicy" | "UpdateSecurityPolicy" | "GetSMTP" | "UpdateSMTP" | "GetAppearance" | "UpdateAppearance" | "GetLicense" | "UpdateLicense" | "DeleteLicense" | "GetWorkspace" | "GetAboutPlatform" | "DeleteRole" | "UpdateRole" | "CreateRole" | "AccountingAndBilling" | "ReportManagement" | "GetClient" | "DeleteClient" | "UpdateClient" | "CreateClient" | "EditCluster" | "GetAccountingBilling" | "UpdateAccountingBilling" | "GetReportManagement" | "UpdateReportManagement" | "GetBillingSetting" | "UpdateBillingSetting";
        GlobalPermissions: {
            permissions: components["schemas"]["GlobalPermission"][];
        };
        Gpu: {
            uid: string;
            name: string;
            /** @enum {string} */
            gpuMode: "GPU_MODEL_UNSPECIFIED" | "GPU_MODEL_MIG" | "GPU_MODEL_GPU" | "GPU_MODEL_VGPU";
            gpuInfo: components["schemas"]["GpuInfo"];
            migSpecList: components["schemas"]["MigSpec"][];
        };
        GpuInfo: {
            modelName: string;
            device: string;
            /** Format: int64 */
            gpuMemory: string;
        };
        GpuList: {
            items: components["schemas"]["Gpu"][];
        };
        GpuModeRequest: {
            mode?: string;
            migSpec?: components["schemas"]["MigMode"];
        };
        GpuModeResponse: {
            /** @enum {string} */
            mode: "GPU_MODEL_UNSPECIFIED" | "GPU_MODEL_MIG" | "GPU_MODEL_GPU" | "GPU_MODEL_VGPU";
        };
        GpuStats: {
            /** @enum {string} */
            mode: "GPU_MODEL_UNSPECIFIED" | "GPU_MODEL_MIG" | "GPU_MODEL_GPU" | "GPU_MODEL_VGPU";
            fullGpuStats?: components["schemas"]["FullGpuStats"];
            vgpuStats?: components["schemas"]["VirtualGpuStats"];
            migStats?: components["schemas"]["MigStats"];
        };
        GpuSummary: {
            node: string;
            vgpuTypes: string[];
        };
        GpuSummaryList: {
            summary: components["schemas"]["GpuSummary"][];
        };
        GrantChange: {
            role?: string;
        };
        GrantPageShape: {
            items: components["schemas"]["GrantShape"][];
            pagination: components["schemas"]["Pagination"];
        };
        GrantRequest: {
            cluster?: string;
            namespaces?: string[];
            subjects?: components["schemas"]["GrantSubject"][];
            role?: string;
        };
        GrantShape: {
            id: string;
            subject: components["schemas"]["SubjectShape"];
            role: string;
            cluster: string;
            namespace: string;
            source: string;
            state: string;
            message: string;
            grantedBy?: components["schemas"]["SubjectShape"];
            /** Format: date-time */
            granted?: string;
            madeBy: string;
            binding: string;
            roleKind: string;
            mayDelete: boolean;
            mayUpdate: boolean;
        };
        GrantSubject: {
            kind?: string;
            id?: string;
            name?: string;
        };
        GrantableRole: {
            name: string;
            level: string;
            rules: components["schemas"]["GrantableRule"][];
            mayGrant?: boolean;
        };
        GrantableRoles: {
            items: components["schemas"]["GrantableRole"][];
        };
        GrantableRule: {
            verbs: string[];
            apiGroups: string[];
            resources: string[];
            resourceNames: string[];
            nonResourceUrls: string[];
        };
        GrantsMade: {
            items: components["schemas"]["GrantShape"][];
        };
        Group: {
            id: string;
            name: string;
        };
        GroupDetail: {
            group: components["schemas"]["GroupInfo"];
        };
        GroupInfo: {
            id: string;
            name: string;
            /** Format: int64 */
            userCount: string;
            description: string;
            createdAt: string;
            canAuthorize: boolean;
            issuer: string;
            refusal?: string;
        };
        GroupList: {
            items: components["schemas"]["Group"][];
            pagination: components["schemas"]["Pagination"];
        };
        GroupMember: {
            id: string;
            name: string;
            email: string;
            description: string;
            firstname: string;
            lastname: string;
            createdAt: string;
            updatedAt: string;
        };
        GroupMemberPage: {
            pagination: components["schemas"]["Pagination"];
            items: components["schemas"]["GroupMember"][];
        };
        GroupPage: {
            pagination: components["schemas"]["Pagination"];
            items: components["schemas"]["GroupInfo"][];
        };
        GroupSubject: {
            id: string;
            roleId: string;
            type: string;
            roleName: string;
            subjectName: string;
        };
        GroupSubjectPage: {
            pagination: components["schemas"]["Pagination"];
            items: components["schemas"]["GroupSubject"][];
        };
        HPAScalingRules: {
            /** Format: int32 */
            stabilizationWindowSeconds: number;
        };
        HTTPGetAction: {
            path?: string;
            port: string;
            host?: string;
            scheme?: string;
        };
        HTTPIngressPath: {
            path?: string;
            pathType?: string;
            backend?: components["schemas"]["IngressBackend"];
        };
        HTTPIngressRuleValue: {
            paths?: components["schemas"]["HTTPIngressPath"][];
        };
        Handler: {
            exec?: components["schemas"]["ExecAction"];
            httpGet?: components["schemas"]["HTTPGetAction"];
            TCPSocket?: components["schemas"]["TCPSocketAction"];
        };
        HeldRole: {
            name: string;
            type: string;
            description: string;
            createdAt: string;
            updatedAt: string;
            authorized: boolean;
            throughGroups: string[];
            mayGive: boolean;
        };
        HeldRoleList: {
            pagination: components["schemas"]["Pagination"];
            /** Format: int64 */
            authorizedCount: string;
            items: components["schemas"]["HeldRole"][];
        };
        HorizontalPodAutoscaler: {
            spec: components["schemas"]["HorizontalPodAutoscalerSpec"];
            status: components["schemas"]["HorizontalPodAutoscalerStatus"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        HorizontalPodAutoscalerBehavior: {
            scaleUp?: components["schemas"]["HPAScalingRules"];
            scaleDown?: components["schemas"]["HPAScalingRules"];
        };
        HorizontalPodAutoscalerSpec: {
            scaleTargetRef?: components["schemas"]["CrossVersionObjectReference"];
            /** Format: int32 */
            minReplicas: number;
            /** Format: int32 */
            maxReplicas: number;
            metrics?: components["schemas"]["MetricSpec"][];
            behavior?: components["schemas"]["HorizontalPodAutoscalerBehavior"];
        };
        HorizontalPodAutoscalerStatus: {
            /** Format: int64 */
            lastScaleTime?: string;
            /** Format: int32 */
            currentReplicas: number;
            /** Format: int32 */
            desiredReplicas: number;
            currentMetrics?: components["schemas"]["MetricStatus"][];
            /** @enum {string} */
            phase: "PHASE_UNSPECIFIED" | "Ready" | "NotReady";
            conditions?: components["schemas"]["Condition"][];
        };
        HostPathVolumeSource: {
            path?: string;
            type?: string;
        };
        IPBlock: {
            cidr?: string;
            except?: string[];
        };
        ImportGuideShape: {
            distribution: string;
            title: string;
            note: string;
            steps: components["schemas"]["ImportGuideStep"][];
        };
        ImportGuideStep: {
            title: string;
            commands: string;
        };
        ImportGuides: {
            items: components["schemas"]["ImportGuideShape"][];
        };
        ImportUsersRequest: {
            csv?: string;
            dryRun?: boolean;
            generatePasswords?: boolean;
        };
        ImportUsersResponse: {
            /** Format: int32 */
            added: number;
            /** Format: int32 */
            failed: number;
            rows: components["schemas"]["ImportedUser"][];
        };
        ImportedConfiguration: {
            issuer: string;
            authorizationEndpoint: string;
            tokenEndpoint: string;
            userinfoEndpoint?: string;
            endSessionEndpoint?: string;
        };
        ImportedUser: {
            /** Format: int32 */
            row: number;
            name: string;
            id?: string;
            error?: string;
            password?: string;
        };
        Ingress: {
            spec: components["schemas"]["IngressSpec"];
            status?: components["schemas"]["IngressStatus"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        IngressBackend: {
            service?: components["schemas"]["IngressServiceBackend"];
            resource?: components["schemas"]["TypedLocalObjectReference"];
        };
        IngressClassList: {
            items: components["schemas"]["IngressClassSummary"][];
        };
        IngressClassSummary: {
            name: string;
            isDefaultClass: boolean;
            kind: string;
        };
        IngressRule: {
            host?: string;
            http?: components["schemas"]["HTTPIngressRuleValue"];
        };
        IngressServiceBackend: {
            name?: string;
            port?: components["schemas"]["IngressServiceBackendPort"];
        };
        IngressServiceBackendPort: {
            name?: string;
            /** Format: int32 */
            number: number;
        };
        IngressSpec: {
            ingressClassName?: string;
            tls?: components["schemas"]["IngressTLS"][];
            rules?: components["schemas"]["IngressRule"][];
        };
        IngressStatus: {
            loadBalancer?: components["schemas"]["LoadBalancerStatus"];
        };
        IngressTLS: {
            hosts?: string[];
            secretName?: string;
        };
        IntegrateClusterRequest: {
            name?: string;
            aliasName?: string;
            provider?: string;
            labels?: {
                [key: string]: string;
            };
            annotations?: {
                [key: string]: string;
            };
            describe?: string;
            region?: string;
            zone?: string;
            kubeConfigString?: string;
            distribution?: string;
            proxyUrl?: string;
            direct?: boolean;
            shimCluster?: boolean;
        };
        Job: {
            spec: components["schemas"]["JobSpec"];
            status: components["schemas"]["JobStatus"];
            /** Format: int64 */
            executionTimestamp?: string;
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        JobAmountsShape: {
            cpu: string;
            memory: string;
            storage: string;
            resources: {
                [key: string]: string;
            };
        };
        JobAnswer: {
            job: components["schemas"]["Job"];
        };
        JobResourcesShape: {
            limits?: components["schemas"]["JobAmountsShape"];
            requests?: components["schemas"]["JobAmountsShape"];
        };
        JobSpec: {
            /** Format: int32 */
            completions?: number;
            /** Format: int32 */
            parallelism?: number;
            selector?: components["schemas"]["LabelSelectorShape"];
            template?: components["schemas"]["PodTemplateSpec"];
        };
        JobStatus: {
            /** Format: int32 */
            active: number;
            /** Format: int32 */
            succeed: number;
            /** Format: int32 */
            failed: number;
            /** Format: int64 */
            startTime?: string;
            /** @enum {string} */
            phase: "JOB_STATE_UNSPECIFIED" | "Waiting" | "Running" | "Completed" | "Deleting" | "Failed";
            conditions?: components["schemas"]["Condition"][];
        };
        JsonElement: unknown;
        KeyToPath: {
            key?: string;
            path?: string;
            /** Format: int32 */
            mode: number;
        };
        KindCheckResult: {
            /** Format: date-time */
            at: string;
            /** Format: int32 */
            objects: number;
            /** Format: int32 */
            missing: number;
            /** Format: int32 */
            surplus: number;
            /** Format: int32 */
            stale: number;
            repaired: boolean;
            failure: string;
            /** Format: int32 */
            different: number;
        };
        KindCount: {
            kind: string;
            segment: string;
            /** Format: int32 */
            count: number;
        };
        KindHealth: {
            segment: string;
            /** Format: int32 */
            total: number;
            /** Format: int32 */
            healthy: number;
            /** Format: int32 */
            idle: number;
            /** Format: int32 */
            progressing: number;
            /** Format: int32 */
            warning: number;
            /** Format: int32 */
            failing: number;
        };
        KindSchema: {
            hash: string;
            root: string;
            schemas: Record<string, never>;
        };
        KindSyncStatus: {
            resource: string;
            /** Format: int32 */
            objects: number;
            watched: boolean;
            /** Format: int64 */
            events: string;
            /** Format: date-time */
            lastEvent?: string;
            /** Format: int64 */
            lists: string;
            /** Format: int64 */
            lagMilliseconds?: string;
            lastError: string;
            freshness: components["schemas"]["FreshnessNote"];
            leftOut: boolean;
            paused?: components["schemas"]["SyncPause"];
            check?: components["schemas"]["KindCheckResult"];
        };
        KubeanSettingShape: {
            clusterOperationsBackEndLimit: string;
        };
        KubeconfigResponse: {
            kubeConfigString: string;
        };
        KubeconfigSettingShape: {
            /** Format: int64 */
            expireWarningThreshold: string;
        };
        LabelSelectorRequirement: {
            key: string;
            operator: string;
            values?: string[];
        };
        LabelSelectorShape: {
            matchLabels?: {
                [key: string]: string;
            };
            matchExpressions?: components["schemas"]["LabelSelectorRequirement"][];
        };
        LabelsRequest: {
            labels?: {
                [key: string]: string;
            };
        };
        LdapDetail: {
            id: string;
            name: string;
            vendor: components["schemas"]["LdapVendor"];
            startTls: string;
            connectionUrl: string;
            usersDn: string;
            bindDn: string;
            userObjectClasses: string;
            usernameLdapAttribute: string;
            fullSyncPeriod: string;
            rdnLdapAttribute: string;
            uuidLdapAttribute: string;
            editMode: string;
            readTimeout: string;
            firstName: string;
            lastName: string;
            email: string;
            enabled: boolean;
            username: string;
            userLdapFilter: string;
            bindCredential?: string;
            hasBindCredential: boolean;
            displayName: string;
            allowPlain: boolean;
            caCertificate: string;
            /** Format: int32 */
            pageSize: number;
            enableAutoLinkFlow: boolean;
            groupPrefix: string;
            group?: components["schemas"]["LdapGroupDetail"];
            lastSync?: components["schemas"]["LdapSyncDetail"];
        };
        LdapGroupDetail: {
            id: string;
            groupDn: string;
            groupObjectClasses: string;
            groupNameLdapAttribute: string;
            groupLdapFilter: string;
            memberLdapAttribute: string;
            membershipType: components["schemas"]["LdapMembership"];
            nested: boolean;
        };
        LdapGroupRequest: {
            groupDn?: string;
            groupObjectClasses?: string;
            groupNameLdapAttribute?: string;
            groupLdapFilter?: string;
            memberLdapAttribute?: string;
            membershipType?: components["schemas"]["LdapMembership"];
            nested?: boolean;
        };
        LdapItem: {
            id: string;
            name: string;
            vendor: string;
            enabled: boolean;
            displayName: string;
            connectionUrl: string;
            lastSync?: components["schemas"]["LdapSyncDetail"];
        };
        LdapList: {
            items: components["schemas"]["LdapItem"][];
        };
        /** @enum {string} */
        LdapMembership: "DN" | "UID";
        LdapProblemDetail: {
            entry: string;
            reason: string;
            message: string;
        };
        LdapRequest: {
            name?: string;
            vendor?: string;
            startTls?: string;
            connectionUrl?: string;
            usersDn?: string;
            bindDn?: string;
            bindCredential?: string;
            userObjectClasses?: string;
            usernameLdapAttribute?: string;
            fullSyncPeriod?: string;
            rdnLdapAttribute?: string;
            uuidLdapAttribute?: string;
            editMode?: string;
            readTimeout?: string;
            firstName?: string;
            lastName?: string;
            email?: string;
            enabled?: boolean;
            username?: string;
            userLdapFilter?: string;
            displayName?: string;
            allowPlain?: boolean;
            caCertificate?: string;
            /** Format: int32 */
            pageSize?: number;
            enableAutoLinkFlow?: boolean;
            groupPrefix?: string;
        };
        LdapSignInTest: {
            username?: string;
            password?: string;
        };
        LdapSignInTested: {
            dn: string;
            name: string;
            firstname: string;
            lastname: string;
            email: string;
            groups: string[];
        };
        LdapSyncDetail: {
            ignored: boolean;
            /** Format: int32 */
            added: number;
            /** Format: int32 */
            updated: number;
            /** Format: int32 */
            removed: number;
            /** Format: int32 */
            failed: number;
            status: string;
            /** Format: int32 */
            found: number;
            /** Format: int32 */
            groups: number;
            startedAt: string;
            finishedAt: string;
            error?: components["schemas"]["LdapProblemDetail"];
            problems: components["schemas"]["LdapProblemDetail"][];
        };
        LdapTestRequest: {
            connectionUrl?: string;
            bindDn?: string;
            bindCredential?: string;
            connectionTimeout?: string;
            action?: string;
            startTls?: string;
            useTruststoreSpi?: string;
            componentId?: string;
            allowPlain?: boolean;
            caCertificate?: string;
            usersDn?: string;
        };
        /** @enum {string} */
        LdapVendor: "other" | "ad";
        Leftover: {
            apiVersion: string;
            kind: string;
            namespace: string;
            name: string;
            isCleanable: boolean;
        };
        Lifecycle: {
            PostStart?: components["schemas"]["Handler"];
            preStop?: components["schemas"]["Handler"];
        };
        LifecycleSettingShape: {
            enableDeletionProtection: boolean;
            enableLocalService: boolean;
        };
        LimitRange: {
            spec: components["schemas"]["LimitRangeSpec"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        LimitRangeItem: {
            type?: string;
            max?: {
                [key: string]: string;
            };
            min?: {
                [key: string]: string;
            };
            default?: {
                [key: string]: string;
            };
            defaultRequest?: {
                [key: string]: string;
            };
            maxLimitRequestRatio?: {
                [key: string]: string;
            };
        };
        LimitRangeSpec: {
            limits?: components["schemas"]["LimitRangeItem"][];
        };
        ListPageOfClusterRole: {
            items: components["schemas"]["ClusterRole"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfClusterRoleBinding: {
            items: components["schemas"]["ClusterRoleBinding"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfConfigMap: {
            items: components["schemas"]["ConfigMap"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfControllerRevision: {
            items: components["schemas"]["ControllerRevision"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfCronHorizontalPodAutoscaler: {
            items: components["schemas"]["CronHorizontalPodAutoscaler"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfCronJob: {
            items: components["schemas"]["CronJob"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfCustomResource: {
            items: components["schemas"]["CustomResource"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfCustomResourceDefinition: {
            items: components["schemas"]["CustomResourceDefinition"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfDaemonSet: {
            items: components["schemas"]["DaemonSet"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfDeployment: {
            items: components["schemas"]["Deployment"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfEvent: {
            items: components["schemas"]["Event"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfHorizontalPodAutoscaler: {
            items: components["schemas"]["HorizontalPodAutoscaler"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfIngress: {
            items: components["schemas"]["Ingress"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfJob: {
            items: components["schemas"]["Job"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfLimitRange: {
            items: components["schemas"]["LimitRange"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfMetallbIPPool: {
            items: components["schemas"]["MetallbIPPool"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfNamespace: {
            items: components["schemas"]["Namespace"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfNetworkPolicy: {
            items: components["schemas"]["NetworkPolicy"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfNode: {
            items: components["schemas"]["Node"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfPersistentVolume: {
            items: components["schemas"]["PersistentVolume"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfPersistentVolumeClaim: {
            items: components["schemas"]["PersistentVolumeClaim"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfPod: {
            items: components["schemas"]["Pod"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfReplicaSet: {
            items: components["schemas"]["ReplicaSet"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfResourceQuota: {
            items: components["schemas"]["ResourceQuota"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfRole: {
            items: components["schemas"]["Role"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfRoleBinding: {
            items: components["schemas"]["RoleBinding"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfSecret: {
            items: components["schemas"]["Secret"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfServedObject: {
            items: components["schemas"]["ServedObject"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfService: {
            items: components["schemas"]["Service"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfServiceAccount: {
            items: components["schemas"]["ServiceAccount"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfStatefulSet: {
            items: components["schemas"]["StatefulSet"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfStorageClass: {
            items: components["schemas"]["StorageClass"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfVerticalPodAutoscaler: {
            items: components["schemas"]["VerticalPodAutoscaler"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        ListPageOfVolumeSnapshot: {
            items: components["schemas"]["VolumeSnapshot"][];
            pagination: components["schemas"]["Pagination"];
            freshness: components["schemas"]["FreshnessNote"][];
            next?: string;
        };
        LoadBalancerIngress: {
            ip?: string;
            hostname?: string;
            ports?: components["schemas"]["PortStatus"][];
        };
        LoadBalancerStatus: {
            ingress?: components["schemas"]["LoadBalancerIngress"][];
        };
        LocalizedWord: {
            name: string;
            localizedName: string;
        };
        ManifestRequest: {
            data?: string;
        };
        MetallbIPPool: {
            spec: components["schemas"]["MetallbIPPoolSpec"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        MetallbIPPoolSpec: {
            addresses?: string[];
            autoAssign: boolean;
            avoidBuggyIPs: boolean;
        };
        MetricIdentifier: {
            name?: string;
        };
        MetricSpec: {
            /** @enum {string} */
            type: "METRICS_SOURCE_TYPE_UNSPECIFIED" | "Object" | "Pods" | "Resource" | "External";
            object?: components["schemas"]["ObjectMetricSource"];
            pods?: components["schemas"]["PodsMetricSource"];
            resource?: components["schemas"]["ResourceMetricSource"];
            external?: components["schemas"]["ExternalMetricSource"];
        };
        MetricStatus: {
            /** @enum {string} */
            type: "METRICS_SOURCE_TYPE_UNSPECIFIED" | "Object" | "Pods" | "Resource" | "External";
            object?: components["schemas"]["ObjectMetricStatus"];
            pods?: components["schemas"]["PodsMetricStatus"];
            resource?: components["schemas"]["ResourceMetricStatus"];
            external?: components["schemas"]["ExternalMetricStatus"];
        };
        MetricTarget: {
            /** @enum {string} */
            type: "MetricTargetType_UNSPECIFIED" | "Utilization" | "Value" | "AverageValue";
            value?: string;
            averageValue?: string;
            /** Format: int32 */
            averageUtilization: number;
        };
        MetricValueStatus: {
            value?: string;
            averageValue?: string;
            /** Format: int32 */
            averageUtilization: number;
        };
        MfaPolicy: {
            enabled?: boolean;
            requiredFor?: string;
        };
        MigMode: {
            config?: string;
            strategy?: string;
        };
        MigSpec: {
            gpuIId: string;
            gpuIProfile: string;
        };
        MigStats: {
            /** Format: int32 */
            totalGpuNumber: number;
            /** Format: int32 */
            allocatedGpuNumber: number;
            /** Format: int32 */
            totalMigNumber: number;
        };
        MyPermissions: {
            name: string;
            groups: string[];
            isAdministrator: boolean;
            managesEveryCluster: boolean;
            items: components["schemas"]["GrantShape"][];
        };
        NameList: {
            items: string[];
        };
        Namespace: {
            spec?: components["schemas"]["NamespaceSpec"];
            status: components["schemas"]["NamespaceStatus"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        NamespaceSpec: {
            Finalizers?: string[];
        };
        NamespaceStatus: {
            /** @enum {string} */
            phase: "NAMESPACE_PHASE_UNSPECIFIED" | "Active" | "Terminating";
            /** Format: int32 */
            readyPodNumber?: number;
            /** Format: int32 */
            totalPodNumber?: number;
            conditions?: components["schemas"]["Condition"][];
            podSecurityEnabled: boolean;
            /** Format: double */
            cpuUsage?: number;
            /** Format: double */
            memoryUsage?: number;
            quotaStatus?: components["schemas"]["ResourceQuotaStatus"];
        };
        NamespaceSummary: {
            name: string;
            cluster: string;
            /** @enum {string} */
            phase: "NAMESPACE_PHASE_UNSPECIFIED" | "Active" | "Terminating";
        };
        NamespaceSummaryList: {
            data: components["schemas"]["NamespaceSummary"][];
            /** @enum {string} */
            accessScope: "SCOPE_UNSPECIFIED" | "Cluster" | "Namespaced";
        };
        NetworkPolicy: {
            spec: components["schemas"]["NetworkPolicySpec"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        NetworkPolicyEgressRule: {
            ports?: components["schemas"]["NetworkPolicyPort"][];
            to?: components["schemas"]["NetworkPolicyPeer"][];
        };
        NetworkPolicyIngressRule: {
            ports?: components["schemas"]["NetworkPolicyPort"][];
            from?: components["schemas"]["NetworkPolicyPeer"][];
        };
        NetworkPolicyPeer: {
            podSelector?: components["schemas"]["LabelSelectorShape"];
            namespaceSelector?: components["schemas"]["LabelSelectorShape"];
            ipBlock?: components["schemas"]["IPBlock"];
        };
        NetworkPolicyPort: {
            /** @enum {string} */
            protocol?: "PROTOCOL_UNSPECIFIED" | "TCP" | "UDP" | "SCTP";
            port: string;
            /** Format: int32 */
            endPort: number;
        };
        NetworkPolicySpec: {
            podSelector?: components["schemas"]["LabelSelectorShape"];
            ingress?: components["schemas"]["NetworkPolicyIngressRule"][];
            egress?: components["schemas"]["NetworkPolicyEgressRule"][];
            policyTypes?: ("POLICY_TYPE_UNSPECIFIED" | "Ingress" | "Egress")[];
        };
        NewSecondFactor: {
            secret: string;
            uri: string;
        };
        Node: {
            spec?: components["schemas"]["NodeSpec"];
            status: components["schemas"]["NodeStatus"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        NodeAddress: {
            type: string;
            address: string;
        };
        NodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution?: components["schemas"]["NodeSelector"];
            preferredDuringSchedulingIgnoredDuringExecution?: components["schemas"]["PreferredSchedulingTerm"][];
        };
        NodeCondition: {
            type: string;
            /** @enum {string} */
            status: "CONDITION_STATUS_UNSPECIFIED" | "True" | "False" | "Unknown";
            reason?: string;
            message?: string;
        };
        NodeSelector: {
            nodeSelectorTerms?: components["schemas"]["NodeSelectorTerm"][];
        };
        NodeSelectorRequirement: {
            key: string;
            operator: string;
            values?: string[];
        };
        NodeSelectorTerm: {
            matchExpressions?: components["schemas"]["NodeSelectorRequirement"][];
            matchFields?: components["schemas"]["NodeSelectorRequirement"][];
        };
        NodeSpec: {
            podCIDR?: string;
            unschedulable: boolean;
            taints?: components["schemas"]["Taint"][];
        };
        NodeStatus: {
            status?: components["schemas"]["NodeStatusStatus"];
            addresses?: components["schemas"]["NodeAddress"][];
            roles?: ("NODE_ROLE_UNSPECIFIED" | "CONTROL_PLANE" | "WORKER")[];
            /** Format: int64 */
            cpuCapacity: string;
            /** Format: double */
            cpuAllocated?: number;
            /** Format: double */
            cpuUsage?: number;
            /** Format: int64 */
            memoryCapacity: string;
            /** Format: double */
            memoryAllocated?: number;
            /** Format: double */
            memoryUsage?: number;
            systemInfo?: components["schemas"]["NodeSystemInfo"];
            /** Format: int32 */
            allowedPodNumber: number;
            /** Format: int32 */
            podAllocated?: number;
            /** Format: int32 */
            readyPodNumber?: number;
            /** Format: int64 */
            storageCapacity: string;
            /** Format: int64 */
            storageAllocated?: string;
            /** Format: double */
            storageUsage?: number;
            storageDriver?: string;
            /** Format: int64 */
            gpuTotal?: string;
            /** Format: int64 */
            gpuAllocated?: string;
            /** Format: int64 */
            gpuMemoryTotal?: string;
            /** Format: int64 */
            gpuMemoryAllocated?: string;
            /** Format: double */
            gpuCoreUsage?: number;
            /** Format: double */
            gpuMemoryUsage?: number;
        };
        NodeStatusStatus: {
            /** @enum {string} */
            phase: "NODE_PHASE_UNSPECIFIED" | "Ready" | "Not_Ready" | "Unknown";
            conditions: components["schemas"]["NodeCondition"][];
        };
        NodeSummary: {
            name: string;
            uid: string;
            /** Format: int64 */
            creationTimestamp?: string;
            podCIDR: string;
            unschedulable: boolean;
            /** @enum {string} */
            phase: "NODE_PHASE_UNSPECIFIED" | "Ready" | "Not_Ready" | "Unknown";
        };
        NodeSystemInfo: {
            kernelVersion?: string;
            osImage?: string;
            containerRuntimeVersion?: string;
            kubeletVersion?: string;
            kubeProxyVersion?: string;
            operatingSystem?: string;
            architecture?: string;
        };
        ObjectData: {
            data: string;
            warnings?: string[];
        };
        ObjectFieldSelector: {
            apiVersion?: string;
            fieldPath?: string;
        };
        ObjectMeta: {
            name: string;
            namespace: string;
            uid: string;
            resourceVersion: string;
            /** Format: int64 */
            creationTimestamp?: string;
            /** Format: int64 */
            deletionTimestamp?: string;
            labels?: {
                [key: string]: string;
            };
            annotations?: {
                [key: string]: string;
            };
            ownerReferences?: components["schemas"]["OwnerReference"][];
            finalizers?: string[];
            cluster: string;
            workspaceAlias: string;
        };
        ObjectMetricSource: {
            describedObject?: components["schemas"]["CrossVersionObjectReference"];
            target?: components["schemas"]["MetricTarget"];
            metric?: components["schemas"]["MetricIdentifier"];
        };
        ObjectMetricStatus: {
            metric?: components["schemas"]["MetricIdentifier"];
            current?: components["schemas"]["MetricValueStatus"];
            describedObject?: components["schemas"]["CrossVersionObjectReference"];
        };
        ObjectReference: {
            kind?: string;
            name?: string;
            namespace?: string;
            uid?: string;
            apiVersion?: string;
            resourceVersion?: string;
            fieldPath?: string;
        };
        ObjectRelations: {
            owners: components["schemas"]["RelatedObject"][];
            object: components["schemas"]["RelatedObject"];
        };
        /** @enum {string} */
        OfferedKind: "oidc" | "ldap";
        OfferedProvider: {
            alias: string;
            displayName: string;
            kind: components["schemas"]["OfferedKind"];
        };
        OfferedProviders: {
            items: components["schemas"]["OfferedProvider"][];
        };
        OverviewCluster: {
            name: string;
            alias: string;
            /** @enum {string} */
            phase: "Unknown" | "Creating" | "Running" | "Updating" | "Deleting" | "Failed" | "DeleteFailed";
            message: string;
            version: string;
            /** Format: date-time */
            lastContact?: string;
            isKnown: boolean;
            nodes: components["schemas"]["KindHealth"];
            pods: components["schemas"]["KindHealth"];
            capacity: components["schemas"]["ClusterCapacity"];
        };
        OwnRole: {
            name: string;
            groups: string[];
        };
        OwnSession: {
            id: string;
            address: string;
            agent: string;
            createdAt: string;
            lastUsedAt: string;
            expiresAt: string;
            current: boolean;
        };
        OwnSessionList: {
            items: components["schemas"]["OwnSession"][];
        };
        OwnerReference: {
            uid?: string;
            controller?: boolean;
            name?: string;
            kind?: string;
            apiVersion?: string;
            blockOwnerDeletion?: boolean;
        };
        Pagination: {
            /** Format: int32 */
            total: number;
            /** Format: int32 */
            page: number;
            /** Format: int32 */
            pageSize: number;
            /** Format: int32 */
            pages: number;
        };
        PasswordDemands: {
            /** Format: int32 */
            minimumLength: number;
            /** Format: int32 */
            maximumLength: number;
            /** Format: int32 */
            digits: number;
            /** Format: int32 */
            uppercase: number;
            /** Format: int32 */
            lowercase: number;
            /** Format: int32 */
            special: number;
            name: string;
            email: string;
            /** Format: int32 */
            notRecentlyUsed: number;
        };
        PasswordDescription: {
            allowModify: boolean;
            emptyPassword: boolean;
            demands: components["schemas"]["PasswordDemands"];
        };
        PasswordPolicyItem: {
            type?: components["schemas"]["PasswordPolicyType"];
            value?: string;
        };
        PasswordPolicyItems: {
            items?: components["schemas"]["PasswordPolicyItem"][];
        };
        /** @enum {string} */
        PasswordPolicyType: "MinimumLengthLabel" | "NotRecentlyUsedLabel" | "NotUsernameLabel" | "NotEmailLabel" | "DigitsLabel" | "UppercaseCharactersLabel" | "LowercaseCharactersLabel" | "SpecialCharactersLabel" | "ExpirePasswordLabel";
        PasswordProof: {
            password?: string;
        };
        PatchRequest: {
            data?: components["schemas"]["JsonElement"];
        };
        PermissionAction: {
            name: string;
            localizedName: string;
            tips: string[];
        };
        PermissionPoint: {
            action?: string;
            resourceType?: string;
            gproduct?: string;
        };
        PermissionProduct: {
            gproduct: string;
            localizedName: string;
        };
        PersistentVolume: {
            spec: components["schemas"]["PersistentVolumeSpec"];
            status: components["schemas"]["PersistentVolumeStatus"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        PersistentVolumeClaim: {
            spec: components["schemas"]["PersistentVolumeClaimSpec"];
            status: components["schemas"]["PersistentVolumeClaimStatus"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        PersistentVolumeClaimCondition: {
            type: string;
            status: string;
            /** Format: int64 */
            lastProbeTime?: string;
            /** Format: int64 */
            lastTransitionTime?: string;
            reason?: string;
            message?: string;
        };
        PersistentVolumeClaimSpec: {
            accessModes?: ("PERSISTENT_VOLUME_ACCESS_MODE_UNSPECIFIED" | "ReadWriteOnce" | "ReadOnlyMany" | "ReadWriteMany" | "ReadWriteOncePod")[];
            selector?: components["schemas"]["LabelSelectorShape"];
            resources?: components["schemas"]["ResourceRequirements"];
            volumeName?: string;
            storageClassName?: string;
            volumeAttributesClassName?: string;
            /** @enum {string} */
            volumeMode?: "VOLUME_MODE_UNSPECIFIED" | "Block" | "Filesystem";
            dataSource?: components["schemas"]["TypedLocalObjectReference"];
            dataSourceRef?: components["schemas"]["TypedObjectReference"];
            supportExpansion?: boolean;
            supportSnapshot?: boolean;
        };
        PersistentVolumeClaimStatus: {
            /** @enum {string} */
            phase: "PHASE_UNSPECIFIED" | "Pending" | "Bound" | "Lost";
            accessModes?: ("PERSISTENT_VOLUME_ACCESS_MODE_UNSPECIFIED" | "ReadWriteOnce" | "ReadOnlyMany" | "ReadWriteMany" | "ReadWriteOncePod")[];
            capacity?: components["schemas"]["ResourceList"];
            conditions?: components["schemas"]["PersistentVolumeClaimCondition"][];
            podName?: string[];
            /** Format: int32 */
            snapshotCount?: number;
        };
        PersistentVolumeClaimVolumeSource: {
            claimName?: string;
            readOnly: boolean;
        };
        PersistentVolumeSpec: {
            capacity?: {
                [key: string]: string;
            };
            accessModes?: ("PERSISTENT_VOLUME_ACCESS_MODE_UNSPECIFIED" | "ReadWriteOnce" | "ReadOnlyMany" | "ReadWriteMany" | "ReadWriteOncePod")[];
            claimRef?: components["schemas"]["ObjectReference"];
            /** @enum {string} */
            persistentVolumeReclaimPolicy?: "PERSISTENT_VOLUME_RECLAIM_POLICY_UNSPECIFIED" | "Recycle" | "Delete" | "Retain";
            storageClassName?: string;
            volumeAttributesClassName?: string;
            mountOptions?: string[];
            /** @enum {string} */
            volumeMode?: "PERSISTENT_VOLUME_MODE_UNSPECIFIED" | "Block" | "Filesystem";
            nodeAffinity?: components["schemas"]["VolumeNodeAffinity"];
        };
        PersistentVolumeStatus: {
            /** @enum {string} */
            phase: "PHASE_UNSPECIFIED" | "Pending" | "Available" | "Bound" | "Released" | "Failed";
            message?: string;
            reason?: string;
        };
        /** @enum {string} */
        PlatformRoleKind: "system" | "custom";
        PluginShape: {
            /** @enum {string} */
            name: "PLUGIN_NAME_UNSPECIFIED" | "HPA" | "Insight" | "GPU" | "METALLB" | "Spiderpool" | "CustomMetrics" | "CronHPA" | "VPA" | "Hwameistor" | "Flannel" | "KubeOvn" | "OLM" | "EgressGateway" | "Snapshot" | "DRA" | "GatewayAPI";
            enabled: boolean;
            healthy: boolean;
            intelligentDetection: boolean;
            externalAddress: string;
            setting: string;
        };
        Pod: {
            spec: components["schemas"]["PodSpec"];
            status: components["schemas"]["PodStatus"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        PodAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution?: components["schemas"]["PodAffinityTerm"][];
            preferredDuringSchedulingIgnoredDuringExecution?: components["schemas"]["WeightedPodAffinityTerm"][];
        };
        PodAffinityTerm: {
            labelSelector?: components["schemas"]["LabelSelectorShape"];
            namespaces?: string[];
            topologyKey?: string;
            namespaceSelector?: components["schemas"]["LabelSelectorShape"];
        };
        PodContainerList: {
            items: components["schemas"]["ContainerStatus"][];
            pagination: components["schemas"]["Pagination"];
        };
        PodIp: {
            ip: string;
        };
        PodOwner: {
            /** @enum {string} */
            kind: "KIND_UNSPECIFIED" | "DEPLOYMENT" | "STATEFULSET" | "DAEMONSET" | "REPLICASET" | "JOB" | "CRONJOB";
            name: string;
        };
        PodReadinessGate: {
            conditionType: string;
        };
        PodResourcePolicy: {
            containerPolicies?: components["schemas"]["ContainerResourcePolicy"][];
        };
        PodSecurity: {
            /** @enum {string} */
            level?: "LEVEL_UNSPECIFIED" | "privileged" | "baseline" | "restricted";
            /** @enum {string} */
            mode?: "MODE_UNSPECIFIED" | "enforce" | "audit" | "warn";
        };
        PodSecurityRequest: {
            podSecurity?: components["schemas"]["PodSecurity"][];
        };
        PodSpec: {
            volumes?: components["schemas"]["Volume"][];
            initContainers?: components["schemas"]["Container"][];
            containers?: components["schemas"]["Container"][];
            ephemeralContainers?: components["schemas"]["EphemeralContainer"][];
            restartPolicy?: string;
            nodeName?: string;
            nodeSelector?: {
                [key: string]: string;
            };
            readinessGates?: components["schemas"]["PodReadinessGate"][];
            hostNetwork: boolean;
            affinity?: components["schemas"]["Affinity"];
            tolerations?: components["schemas"]["Toleration"][];
        };
        PodStatus: {
            /** @enum {string} */
            phase: "PHASE_UNSPECIFIED" | "Unknown" | "Pending" | "Running" | "Succeeded" | "Failed";
            hostIP?: string;
            podIP?: string;
            nominatedNodeName?: string;
            podIPs?: components["schemas"]["PodIp"][];
            /** Format: int64 */
            startTime?: string;
            /** Format: int64 */
            cpuRequest: string;
            /** Format: int64 */
            cpuLimit: string;
            /** Format: int64 */
            memoryRequest: string;
            /** Format: int64 */
            memoryLimit: string;
            /** Format: double */
            cpuUsageRate?: number;
            /** Format: double */
            memoryUsageRate?: number;
            /** Format: int32 */
            restartCount: number;
            ownedBy?: components["schemas"]["PodOwner"];
            conditions?: components["schemas"]["Condition"][];
            /** Format: int32 */
            containerTotalCount: number;
            /** Format: int32 */
            containerReadyCount: number;
            initContainerStatuses?: components["schemas"]["ContainerStatus"][];
            containerStatuses?: components["schemas"]["ContainerStatus"][];
            ephemeralContainerStatuses?: components["schemas"]["ContainerStatus"][];
            podStatus: string;
            /** Format: double */
            cpuUsage?: number;
            /** Format: double */
            memoryUsage?: number;
            /** @enum {string} */
            podFilterStatus: "FILTER_POD_STATUS_UNSPECIFIED" | "FILTER_POD_STATUS_RUNNING" | "FILTER_POD_STATUS_ERROR" | "FILTER_POD_STATUS_COMPLETED" | "FILTER_POD_STATUS_WAITING";
        };
        PodTemplateSpec: {
            metadata?: components["schemas"]["ObjectMeta"];
            spec?: components["schemas"]["PodSpec"];
        };
        PodUpdatePolicy: {
            /** @enum {string} */
            updateMode?: "UPDATE_MODE_UNSPECIFIED" | "Off" | "Initial" | "Recreate" | "Auto" | "InPlaceOrRecreate";
            /** Format: int32 */
            minReplicas?: number;
        };
        PodsMetricSource: {
            metric?: components["schemas"]["MetricIdentifier"];
            target?: components["schemas"]["MetricTarget"];
        };
        PodsMetricStatus: {
            metric?: components["schemas"]["MetricIdentifier"];
            current?: components["schemas"]["MetricValueStatus"];
        };
        PolicyRule: {
            verbs?: string[];
            apiGroups?: string[];
            resources?: string[];
            resourceNames?: string[];
            nonResourceUrls?: string[];
        };
        PortStatus: {
            /** Format: int32 */
            port: number;
            /** @enum {string} */
            protocol?: "PROTOCOL_UNSPECIFIED" | "TCP" | "UDP" | "SCTP";
            error?: string;
        };
        Ports: {
            /** Format: int32 */
            containerPort: number;
            /** Format: int32 */
            hostPort: number;
            name?: string;
            protocol?: string;
        };
        PreferenceValues: {
            values?: {
                [key: string]: string;
            };
        };
        PreferredSchedulingTerm: {
            /** Format: int32 */
            weight: number;
            preference?: components["schemas"]["NodeSelectorTerm"];
        };
        Probe: {
            /** Format: int32 */
            failureThreshold: number;
            /** Format: int32 */
            periodSeconds: number;
            /** Format: int32 */
            successThreshold: number;
            /** Format: int32 */
            timeoutSeconds: number;
            /** Format: int32 */
            initialDelaySeconds: number;
            /** Format: int64 */
            terminationGracePeriodSeconds: string;
            httpGet?: components["schemas"]["HTTPGetAction"];
            exec?: components["schemas"]["ExecAction"];
            tcpSocket?: components["schemas"]["TCPSocketAction"];
        };
        ProductAllPermissions: {
            gproduct: components["schemas"]["PermissionProduct"];
            authscopePerms: components["schemas"]["ScopeAllPermissions"][];
        };
        ProductPermissions: {
            gproduct: components["schemas"]["PermissionProduct"];
            categoryPerms: components["schemas"]["CategoryPermissions"][];
        };
        ProviderDetail: {
            idpInfo: components["schemas"]["ProviderInfo"];
        };
        ProviderInfo: {
            alias: string;
            displayName: string;
            clientId: string;
            clientAuthentications: components["schemas"]["ClientAuthentication"];
            providerId: components["schemas"]["ProviderType"];
            authorizationUrl?: string;
            tokenUrl?: string;
            userInfoUrl?: string;
            logoutUrl?: string;
            enableAutoLinkFlow: boolean;
            enabled: boolean;
            clientSecret?: string;
            issuer: string;
            scopes: string;
            nameClaim: string;
            groupsClaim: string;
            groupPrefix: string;
            hasSecret: boolean;
            /** Format: int32 */
            people: number;
            /** Format: int32 */
            dependents: number;
            problem?: string;
        };
        ProviderList: {
            items: components["schemas"]["ProviderInfo"][];
        };
        ProviderRequest: {
            alias?: string;
            displayName?: string;
            clientId?: string;
            clientSecret?: string;
            clientAuthentications?: components["schemas"]["ClientAuthentication"];
            providerId?: components["schemas"]["ProviderType"];
            authorizationUrl?: string;
            tokenUrl?: string;
            userInfoUrl?: string;
            logoutUrl?: string;
            enableAutoLinkFlow?: boolean;
            enabled?: boolean;
            issuer?: string;
            scopes?: string;
            nameClaim?: string;
            groupsClaim?: string;
            groupPrefix?: string;
        };
        /** @enum {string} */
        ProviderType: "oidc";
        RecommendedContainerResources: {
            containerName?: string;
            target?: components["schemas"]["ResourceList"];
            lowerBound?: components["schemas"]["ResourceList"];
            upperBound?: components["schemas"]["ResourceList"];
            uncappedTarget?: components["schemas"]["ResourceList"];
        };
        RecommendedPodResources: {
            containerRecommendations?: components["schemas"]["RecommendedContainerResources"][];
        };
        RecommenderSelector: {
            name?: string;
        };
        RecoveryCodeList: {
            codes: string[];
            token?: string;
        };
        RedirectUrl: {
            url: string;
        };
        RelatedGroup: {
            /** @enum {string} */
            relation: "owns" | "selects" | "routesTo" | "uses" | "usedBy" | "boundTo" | "scales" | "runs" | "limitedBy" | "grants" | "grantsTo" | "selectedBy" | "routedFrom" | "scaledBy" | "grantedBy";
            kind: string;
            segment: string;
            /** Format: int32 */
            total: number;
            severities: {
                [key: string]: number;
            };
            items: components["schemas"]["RelatedObject"][];
        };
        RelatedObject: {
            kind: string;
            segment: string;
            namespace: string;
            name: string;
            known: boolean;
            state: string;
            /** @enum {string} */
            severity: "none" | "healthy" | "idle" | "progressing" | "warning" | "failing";
            message: string;
            groups: components["schemas"]["RelatedGroup"][];
        };
        RelatedWorkloads: {
            deployments: components["schemas"]["Deployment"][];
            statefulsets: components["schemas"]["StatefulSet"][];
            daemonsets: components["schemas"]["DaemonSet"][];
            jobs: components["schemas"]["Job"][];
            pods: components["schemas"]["Pod"][];
        };
        RemoveClusterRequest: {
            deleteKpandaNamespace?: boolean;
            /** @default false */
            deleteInsightAgent: boolean;
        };
        RemoveClusterResponse: {
            cleaned: components["schemas"]["Leftover"][];
            leftovers?: components["schemas"]["Leftover"][];
        };
        ReplicaSet: {
            spec: components["schemas"]["ReplicaSetSpec"];
            status: components["schemas"]["ReplicaSetStatus"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        ReplicaSetCondition: {
            type: string;
            status: string;
            /** Format: int64 */
            lastTransitionTime?: string;
            reason?: string;
            message?: string;
        };
        ReplicaSetSpec: {
            /** Format: int32 */
            replicas: number;
            /** Format: int64 */
            revision: string;
            selector?: components["schemas"]["LabelSelectorShape"];
            template?: components["schemas"]["PodTemplateSpec"];
        };
        ReplicaSetStatus: {
            /** Format: int32 */
            replicas: number;
            /** Format: int32 */
            fullyLabeledReplicas: number;
            /** Format: int32 */
            readyReplicas: number;
            /** Format: int32 */
            availableReplicas: number;
            /** Format: int64 */
            observedGeneration: string;
            conditions?: components["schemas"]["ReplicaSetCondition"][];
            /** @enum {string} */
            state: "WORKLOAD_STATE_UNSPECIFIED" | "Running" | "Deleting" | "Not_Ready" | "Stopped" | "Waiting";
        };
        ResourceAllPermissions: {
            resourceType: components["schemas"]["LocalizedWord"];
            actions: components["schemas"]["ActionWithNeeds"][];
        };
        ResourceFieldSelector: {
            containerName?: string;
            resource?: string;
        };
        ResourceList: {
            cpu: string;
            memory: string;
            storage: string;
            resources: {
                [key: string]: string;
            };
        };
        ResourceMetricSource: {
            /** @enum {string} */
            name?: "RESOURCE_NAME_UNSPECIFIED" | "cpu" | "memory";
            target?: components["schemas"]["MetricTarget"];
        };
        ResourceMetricStatus: {
            /** @enum {string} */
            name?: "RESOURCE_NAME_UNSPECIFIED" | "cpu" | "memory";
            current?: components["schemas"]["MetricValueStatus"];
        };
        ResourcePermissions: {
            resourceType: components["schemas"]["LocalizedWord"];
            actions: components["schemas"]["PermissionAction"][];
        };
        ResourceQuota: {
            spec: components["schemas"]["ResourceQuotaSpec"];
            status: components["schemas"]["ResourceQuotaStatus"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        ResourceQuotaSpec: {
            hard?: {
                [key: string]: string;
            };
        };
        ResourceQuotaStatus: {
            hard?: {
                [key: string]: string;
            };
            used?: {
                [key: string]: string;
            };
        };
        ResourceReport: {
            ResourceType: string;
            EventName: string;
            /** Format: int32 */
            Count: number;
        };
        ResourceRequirements: {
            limits?: components["schemas"]["ResourceList"];
            requests?: components["schemas"]["ResourceList"];
        };
        RestartJobRequest: {
            resourceVersion?: string;
        };
        Role: {
            rules?: components["schemas"]["PolicyRule"][];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        RoleBinding: {
            subjects?: components["schemas"]["Subject"][];
            roleRef?: components["schemas"]["RoleRef"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        RoleDetail: {
            name: string;
            type: components["schemas"]["PlatformRoleKind"];
            description: string;
            scope: components["schemas"]["RoleScope"];
            createdAt: string;
            updatedAt: string;
            gproductPerms: components["schemas"]["ProductPermissions"][];
            held: boolean;
            managesEveryCluster: boolean;
        };
        RoleInCluster: {
            cluster: string;
            state: string;
            message: string;
        };
        RoleInfo: {
            name: string;
            type: components["schemas"]["PlatformRoleKind"];
            description: string;
            scope: components["schemas"]["RoleScope"];
            createdAt: string;
            updatedAt: string;
            /** Format: int32 */
            userCount: number;
            /** Format: int32 */
            groupCount: number;
            held: boolean;
        };
        RoleList: {
            items: components["schemas"]["RoleInfo"][];
            pagination: components["schemas"]["Pagination"];
        };
        RoleMember: {
            id: string;
            name: string;
            type: string;
            firstname: string;
            lastname: string;
        };
        RoleMemberCount: {
            /** Format: int32 */
            userCount: number;
            /** Format: int32 */
            groupCount: number;
        };
        RoleMemberList: {
            items: components["schemas"]["RoleMember"][];
            pagination: components["schemas"]["Pagination"];
        };
        RoleNameUse: {
            exist: boolean;
        };
        RoleNames: {
            names: string[];
        };
        RoleRef: {
            APIGroup?: string;
            kind?: string;
            name?: string;
        };
        RoleRolloutList: {
            items: components["schemas"]["RoleInCluster"][];
        };
        /** @enum {string} */
        RoleScope: "platform" | "folder" | "workspace";
        RoleSummary: {
            clusterRoles: string[];
            roles: {
                [key: string]: components["schemas"]["RoleNames"];
            };
        };
        RoleTemplateList: {
            items: components["schemas"]["RoleTemplateShape"][];
            mayUpdate: boolean;
        };
        RoleTemplateShape: {
            name: string;
            scope: string;
            rules: components["schemas"]["TemplateRule"][];
            builtIn: components["schemas"]["TemplateRule"][];
            additions: components["schemas"]["TemplateRule"][];
            subtractions: components["schemas"]["TemplateRule"][];
            changedBy: string;
            /** Format: date-time */
            changed?: string;
        };
        RollBackRequest: {
            /** Format: int64 */
            revision?: string;
        };
        RollingUpdate: {
            maxSurge: string;
            maxUnavailable: string;
        };
        RowFacts: {
            key: string;
            state: string;
            /** @enum {string} */
            severity: "none" | "healthy" | "idle" | "progressing" | "warning" | "failing";
            reason: string;
            message: string;
        };
        SandboxFaults: {
            cluster: string;
            canChangeCertificate: boolean;
            items: components["schemas"]["ActiveFault"][];
        };
        ScanLine: {
            item?: components["schemas"]["SearchRow"];
            /** Format: int32 */
            looked?: number;
            /** Format: int32 */
            of?: number;
            ended?: string;
        };
        ScopeAllPermissions: {
            authScope: components["schemas"]["RoleScope"];
            categoryPerms: components["schemas"]["CategoryAllPermissions"][];
        };
        SearchAnswer: {
            items: components["schemas"]["SearchRow"][];
            kinds: components["schemas"]["KindCount"][];
            /** Format: int32 */
            total: number;
            next: string;
            freshness: components["schemas"]["FreshnessNote"][];
        };
        SearchRow: {
            cluster: string;
            namespace: string;
            name: string;
            kind: string;
            segment: string;
            state: string;
            /** @enum {string} */
            severity: "none" | "healthy" | "idle" | "progressing" | "warning" | "failing";
            reason: string;
            message: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            changedAt: string;
        };
        SecondFactorState: {
            enabled: boolean;
            required: boolean;
            /** Format: int32 */
            recoveryCodesLeft: number;
            hasPassword: boolean;
        };
        Secret: {
            immutable: boolean;
            data?: {
                [key: string]: string;
            };
            stringData?: {
                [key: string]: string;
            };
            type?: string;
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        SecretEnvSource: {
            name?: string;
            optional: boolean;
        };
        SecretKeySelector: {
            name?: string;
            key?: string;
            optional: boolean;
        };
        SecretReferenceShape: {
            namespace: string;
            name: string;
            resourceVersion: string;
        };
        SecretVolumeSource: {
            secretName?: string;
            items?: components["schemas"]["KeyToPath"][];
            /** Format: int32 */
            defaultMode: number;
            optional: boolean;
        };
        SecurityContext: {
            privileged?: boolean;
            /** Format: int64 */
            runAsUser: string;
        };
        ServedGroup: {
            groupVersion: string;
            resources: components["schemas"]["ServedResource"][];
        };
        ServedKindDetails: {
            kind: components["schemas"]["ServedKindSummary"];
            columns: components["schemas"]["ColumnSummary"][];
        };
        ServedKindList: {
            items: components["schemas"]["ServedKindSummary"][];
        };
        ServedKindSummary: {
            segment: string;
            group: string;
            version: string;
            resource: string;
            kind: string;
            namespaced: boolean;
            verbs: string[];
            shortNames: string[];
            categories: string[];
        };
        ServedList: {
            resources: components["schemas"]["ServedGroup"][];
        };
        ServedObject: {
            apiVersion: string;
            kind: string;
            cells: {
                [key: string]: string;
            };
            status?: components["schemas"]["ServedObjectStatus"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        ServedObjectStatus: {
            conditions?: components["schemas"]["Condition"][];
        };
        ServedResource: {
            name: string;
            namespaced: boolean;
            group: string;
            version: string;
            kind: string;
        };
        Service: {
            spec: components["schemas"]["ServiceSpec"];
            status?: components["schemas"]["ServiceStatus"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        ServiceAccount: {
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        ServicePort: {
            name?: string;
            protocol?: string;
            appProtocol?: string;
            /** Format: int32 */
            port: number;
            targetPort: string;
            /** Format: int32 */
            nodePort: number;
        };
        ServiceSpec: {
            ports?: components["schemas"]["ServicePort"][];
            selector?: {
                [key: string]: string;
            };
            clusterIP?: string;
            clusterIPs?: string[];
            /** @enum {string} */
            type: "SERVICE_TYPE_UNSPECIFIED" | "ClusterIP" | "NodePort" | "LoadBalancer" | "ExternalName";
            externalIPs?: string[];
            externalName?: string;
            sessionAffinity?: string;
            loadBalancerIP?: string;
            IPFamilies?: string[];
        };
        ServiceStatus: {
            loadBalancer?: components["schemas"]["LoadBalancerStatus"];
            conditions?: components["schemas"]["Condition"][];
        };
        SessionTimeout: {
            /** Format: int32 */
            timeoutSeconds?: number;
            /** Format: int32 */
            lifetimeSeconds?: number;
        };
        SetPasswordRequest: {
            password?: string;
            temporary?: boolean;
        };
        SetPasswordResponse: {
            password?: string;
        };
        SignInCodeRequest: {
            challenge?: string;
            code?: string;
        };
        SignInRequest: {
            username?: string;
            password?: string;
            provider?: string;
        };
        SignInResponse: {
            token: string;
            /** Format: date-time */
            expiresAt: string;
            next?: string;
            challenge?: string;
        };
        SignOutResponse: {
            redirect?: string;
        };
        SriovResources: {
            allocatedResources: components["schemas"]["AllocatedResource"][];
        };
        StatefulSet: {
            spec: components["schemas"]["StatefulSetSpec"];
            status: components["schemas"]["StatefulSetStatus"];
            /** Format: int64 */
            revision?: string;
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        StatefulSetAnswer: {
            statefulSet: components["schemas"]["StatefulSet"];
        };
        StatefulSetSpec: {
            /** Format: int32 */
            replicas: number;
            podManagementPolicy?: string;
            /** Format: int32 */
            revisionHistoryLimit: number;
            selector?: components["schemas"]["LabelSelectorShape"];
            serviceName?: string;
            template?: components["schemas"]["PodTemplateSpec"];
            updateStrategy?: components["schemas"]["StatefulSetUpdateStrategy"];
            volumeClaimTemplates?: components["schemas"]["PersistentVolumeClaim"][];
        };
        StatefulSetStatus: {
            /** Format: int32 */
            replicas: number;
            /** Format: int32 */
            readyReplicas: number;
            /** Format: int32 */
            updatedReplicas: number;
            /** @enum {string} */
            state: "WORKLOAD_STATE_UNSPECIFIED" | "Running" | "Deleting" | "Not_Ready" | "Stopped" | "Waiting";
            conditions?: components["schemas"]["Condition"][];
        };
        StatefulSetUpdateStrategy: {
            type?: string;
        };
        StorageClass: {
            provisioner: string;
            /** @enum {string} */
            reclaimPolicy: "RECLAIM_AOLICY_UNSPECIFIED" | "Delete" | "Retain";
            storageClassName: string;
            /** @enum {string} */
            volumeBindingMode: "VOLUME_BINDING_MODE_UNSPECIFIED" | "Immediate" | "WaitForFirstConsumer";
            mountOptions?: string[];
            parameters?: {
                [key: string]: string;
            };
            allowVolumeExpansion: boolean;
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        Subject: {
            kind?: string;
            APIGroup?: string;
            name?: string;
            namespace?: string;
        };
        SubjectPage: {
            items: components["schemas"]["SubjectShape"][];
            pagination: components["schemas"]["Pagination"];
        };
        SubjectShape: {
            kind: string;
            id: string;
            name: string;
        };
        SummaryListOfNodeSummary: {
            data: components["schemas"]["NodeSummary"][];
        };
        SummaryListOfstring: {
            data: string[];
        };
        SuspendCronJobRequest: {
            paused?: boolean;
        };
        SyncPause: {
            by: string;
            /** Format: date-time */
            at: string;
        };
        SyncStatus: {
            /** Format: int64 */
            objects: string;
            /** Format: int32 */
            watches: number;
            /** Format: int32 */
            watchBudget: number;
            /** Format: int32 */
            unwritten: number;
            storeFailure: string;
            counts: {
                [key: string]: number;
            };
            leftOutKinds: string[];
            leftOutNamespaces: string[];
            clusters: components["schemas"]["ClusterSyncStatus"][];
            pagination: components["schemas"]["Pagination"];
        };
        TCPSocketAction: {
            /** Format: int32 */
            port: number;
            host?: string;
        };
        Taint: {
            key?: string;
            value?: string;
            /** @enum {string} */
            effect?: "TAINT_EFFECT_UNSPECIFIED" | "NoSchedule" | "PreferNoSchedule" | "NoExecute";
        };
        TaintsRequest: {
            taints?: components["schemas"]["Taint"][];
        };
        TemplateRule: {
            verbs?: string[];
            apiGroups?: string[];
            resources?: string[];
            resourceNames?: string[];
            nonResourceURLs?: string[];
        };
        TerminalRequest: {
            cluster?: string;
            namespace?: string;
            pod?: string;
            container?: string;
            /** @default false */
            debug: boolean;
            node?: string;
        };
        TerminalTicketResponse: {
            ticket: string;
            /** Format: date-time */
            expiresAt: string;
        };
        Toleration: {
            key?: string;
            operator?: string;
            value?: string;
            effect?: string;
            /** Format: int64 */
            tolerationSeconds: string;
        };
        Trouble: {
            cluster: string;
            namespace: string;
            name: string;
            kind: string;
            segment: string;
            state: string;
            /** @enum {string} */
            severity: "none" | "healthy" | "idle" | "progressing" | "warning" | "failing";
            message: string;
            /** Format: date-time */
            since?: string;
            /** Format: int32 */
            alike: number;
        };
        TypedLocalObjectReference: {
            apiGroup?: string;
            kind?: string;
            name?: string;
        };
        TypedObjectReference: {
            apiGroup?: string;
            kind?: string;
            name?: string;
            namespace?: string;
        };
        UnbindNodeRequest: {
            namespace?: string;
        };
        UpdateClusterRequest: {
            aliasName?: string;
            provider?: string;
            labels?: {
                [key: string]: string;
            };
            annotations?: {
                [key: string]: string;
            };
            describe?: string;
            region?: string;
            zone?: string;
            kubeConfigString?: string;
            distribution?: string;
            proxyUrl?: string;
        };
        UpdateEmailRequest: {
            email?: string;
        };
        UpdateGroupRequest: {
            name?: string;
            description?: string;
        };
        UpdateOwnNameRequest: {
            firstname?: string;
            lastname?: string;
        };
        UpdatePlatformRoleRequest: {
            description?: string;
            perms?: components["schemas"]["PermissionPoint"][];
        };
        UpdateRolesRequest: {
            addRoles?: string[];
            removeRoles?: string[];
        };
        UpdateServiceAccountRequest: {
            namespace?: string;
            data?: string;
        };
        UpdateStrategy: {
            rollingUpdate?: components["schemas"]["RollingUpdate"];
            type?: string;
        };
        UpdateUserRequest: {
            enabled?: boolean;
            email?: string;
            description?: string;
            firstname?: string;
            lastname?: string;
        };
        UploadAnswer: {
            /** Format: int32 */
            files: number;
            /** Format: int64 */
            bytes: string;
        };
        UsageAmount: {
            /** Format: int64 */
            used?: string;
            /** Format: int64 */
            requested: string;
            /** Format: int64 */
            limit?: string;
            /** Format: int64 */
            capacity?: string;
        };
        UsageAnswer: {
            /** @enum {string} */
            source: "served" | "absent" | "failing" | "waiting";
            /** Format: int64 */
            time?: string;
            cpu: components["schemas"]["UsageAmount"];
            memory: components["schemas"]["UsageAmount"];
            parts: components["schemas"]["UsagePart"][];
            /** Format: int32 */
            measured: number;
            /** Format: int32 */
            total: number;
        };
        UsagePart: {
            name: string;
            cpu: components["schemas"]["UsageAmount"];
            memory: components["schemas"]["UsageAmount"];
        };
        User: {
            id: string;
            name: string;
        };
        UserGroup: {
            id: string;
            name: string;
        };
        UserGroupPage: {
            pagination: components["schemas"]["Pagination"];
            items: components["schemas"]["UserGroup"][];
        };
        UserInfo: {
            id: string;
            name: string;
            email: string;
            description: string;
            firstname: string;
            lastname: string;
            source: string;
            enabled: boolean;
            createdAt: string;
            updatedAt: string;
            lastLoginAt: string;
            canAuthorize: boolean;
            secondFactor: boolean;
            passwordState: string;
            refusal?: string;
        };
        UserList: {
            items: components["schemas"]["User"][];
            pagination: components["schemas"]["Pagination"];
        };
        UserNameUse: {
            existed: boolean;
        };
        UserPage: {
            items: components["schemas"]["UserInfo"][];
            pagination: components["schemas"]["Pagination"];
        };
        UserReport: {
            UserName: string;
            /** Format: int32 */
            TotalCount: number;
            /** Format: int32 */
            SuccessCount: number;
            /** Format: int32 */
            FailedCount: number;
        };
        UserRoles: {
            items: {
                [key: string]: components["schemas"]["RoleSummary"];
            };
        };
        UserSessionLimit: {
            enabled?: boolean;
            /** Format: int32 */
            number?: number;
        };
        UserSubject: {
            id: string;
            type: string;
            roleName: string;
            subjectName: string;
        };
        UserSubjectPage: {
            pagination: components["schemas"]["Pagination"];
            items: components["schemas"]["UserSubject"][];
        };
        ValidateClusterRequest: {
            kubeConfigString?: string;
            proxyUrl?: string;
            shimCluster?: boolean;
            unjoinCluster?: boolean;
        };
        ValidateClusterResponse: {
            dceComponents: {
                [key: string]: boolean;
            };
            leftovers: components["schemas"]["Leftover"][];
            kubeconfig?: components["schemas"]["ValidateKubeconfigResponse"];
        };
        ValidateKubeconfigRequest: {
            kubeConfigString?: string;
            proxyUrl?: string;
        };
        ValidateKubeconfigResponse: {
            validateResult: boolean;
            errMsg: string;
            /** Format: int64 */
            kubeconfigExpireTime?: string;
            reason: string;
            apiEndpoint: string;
            kubernetesVersion: string;
            kubeSystemID: string;
            distribution: string;
            provider: string;
            serviceCIDR: string;
            clusterCIDR: string;
            conditions: components["schemas"]["ConditionShape"][];
        };
        VerticalPodAutoscaler: {
            spec: components["schemas"]["VerticalPodAutoscalerSpec"];
            status: components["schemas"]["VerticalPodAutoscalerStatus"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        VerticalPodAutoscalerCondition: {
            /** @enum {string} */
            type?: "VERTICAL_POD_AUTOSCALER_CONDITION_TYPE_UNSPECIFIED" | "RecommendationProvided" | "LowConfidence" | "NoPodsMatched" | "FetchingHistory" | "ConfigDeprecated" | "ConfigUnsupported";
            /** @enum {string} */
            status?: "CONDITION_STATUS_UNSPECIFIED" | "True" | "False" | "Unknown";
            /** Format: int64 */
            lastTransitionTime?: string;
            reason?: string;
            message?: string;
        };
        VerticalPodAutoscalerSpec: {
            targetRef?: components["schemas"]["CrossVersionObjectReference"];
            updatePolicy?: components["schemas"]["PodUpdatePolicy"];
            resourcePolicy?: components["schemas"]["PodResourcePolicy"];
            recommenders?: components["schemas"]["RecommenderSelector"][];
        };
        VerticalPodAutoscalerStatus: {
            recommendation?: components["schemas"]["RecommendedPodResources"];
            conditions?: components["schemas"]["VerticalPodAutoscalerCondition"][];
        };
        VirtualGpuStats: {
            /** Format: int32 */
            physicalGpuNumber: number;
            /** Format: int32 */
            totalVirtualGpuNumber: number;
            /** Format: int32 */
            allocatedVirtualGpuNumber: number;
            /** Format: int64 */
            totalComputePower: string;
            /** Format: int64 */
            allocatedComputePower: string;
            /** Format: int64 */
            totalGpuMemory: string;
            /** Format: int64 */
            allocatedGpuMemory: string;
        };
        Volume: {
            name: string;
            hostPath?: components["schemas"]["HostPathVolumeSource"];
            emptyDir?: components["schemas"]["EmptyDirVolumeSource"];
            secret?: components["schemas"]["SecretVolumeSource"];
            persistentVolumeClaim?: components["schemas"]["PersistentVolumeClaimVolumeSource"];
            downwardAPI?: components["schemas"]["DownwardAPIVolumeSource"];
            configMap?: components["schemas"]["ConfigMapVolumeSource"];
        };
        VolumeMount: {
            name: string;
            readOnly: boolean;
            mountPath: string;
            subPath?: string;
            mountPropagation?: string;
            subPathExpr?: string;
        };
        VolumeNodeAffinity: {
            required?: components["schemas"]["NodeSelector"];
        };
        VolumeSnapshot: {
            spec: components["schemas"]["VolumeSnapshotSpec"];
            status: components["schemas"]["VolumeSnapshotStatus"];
            metadata: components["schemas"]["ObjectMeta"];
            kpanda?: components["schemas"]["RowFacts"];
        };
        VolumeSnapshotSource: {
            persistentVolumeClaimName?: string;
            volumeSnapshotContentName?: string;
        };
        VolumeSnapshotSpec: {
            source?: components["schemas"]["VolumeSnapshotSource"];
            volumeSnapshotClassName?: string;
        };
        VolumeSnapshotStatus: {
            /** Format: int64 */
            creationTime?: string;
            readyToUse: boolean;
            restoreSize?: string;
        };
        /** @enum {string} */
        WebhookFlaw: "TimedOut" | "Refused";
        WeightedPodAffinityTerm: {
            /** Format: int32 */
            weight: number;
            podAffinityTerm?: components["schemas"]["PodAffinityTerm"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;

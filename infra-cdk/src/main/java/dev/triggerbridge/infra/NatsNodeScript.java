package dev.triggerbridge.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import software.amazon.awscdk.services.ec2.Volume;

/**
 * What an instance does at its start: takes the volume and the name of its node, gets secrets, and
 * runs the server. It ends, with success, when the server is healthy: when every stream and
 * consumer on it has caught up. Secrets stay in files that root and the server alone can read.
 */
final class NatsNodeScript {
  private static final String USER = "1000:1000";

  private NatsNodeScript() {}

  static String[] of(int number, NatsNode.Shared shared, Volume volume, String region) {
    List<String> script = new ArrayList<>();
    script.add("set -euo pipefail");
    script.add("export AWS_DEFAULT_REGION=" + region);
    script.add("dnf install -y docker jq");
    script.addAll(takeVolume(volume.getVolumeId()));
    script.addAll(takeName(NatsNode.host(number), shared.zone().getHostedZoneId()));
    script.addAll(secrets(shared));
    script.add(
        "cat > %s/nats.conf <<'END_OF_CONFIGURATION'\n%sEND_OF_CONFIGURATION"
            .formatted(NatsConfiguration.FOLDER, shared.configuration()));
    script.addAll(serve(number, shared.image()));
    script.add(
        """
        for attempt in $(seq 150); do
          curl -fsS http://%s/healthz && exit 0
          sleep 5
        done
        echo "nats-server is not healthy after 750 s: $(curl -sS http://%s/healthz)" >&2
        exit 1"""
            .formatted(NatsConfiguration.MONITORING, NatsConfiguration.MONITORING));
    return script.toArray(String[]::new);
  }

  /** The instance before may still hold the volume. */
  private static List<String> takeVolume(String volume) {
    return List.of(
        """
        token=$(curl -fsS -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' http://169.254.169.254/latest/api/token)
        metadata() { curl -fsS -H "X-aws-ec2-metadata-token: $token" "http://169.254.169.254/latest/meta-data/$1"; }
        instance=$(metadata instance-id)
        address=$(metadata local-ipv4)""",
        """
        volume=%s
        until aws ec2 attach-volume --volume-id "$volume" --instance-id "$instance" --device /dev/sdf; do sleep 5; done
        device=/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${volume/-/}
        until [ -e "$device" ]; do sleep 1; done
        blkid "$device" || mkfs.xfs "$device"
        mkdir -p /var/lib/nats %s
        mount "$device" /var/lib/nats
        chown %s /var/lib/nats"""
            .formatted(volume, NatsConfiguration.FOLDER, USER));
  }

  private static List<String> takeName(String host, String zone) {
    return List.of(
        """
        aws route53 change-resource-record-sets --hosted-zone-id %s --change-batch \
        '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"%s","Type":"A","TTL":10,\
        "ResourceRecords":[{"Value":"'"$address"'"}]}}]}'"""
            .formatted(zone, host));
  }

  private static List<String> secrets(NatsNode.Shared shared) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "secret() { aws secretsmanager get-secret-value --secret-id \"$1\" --query SecretString"
            + " --output text | jq -er \".$2\"; }");
    lines.add("umask 077");
    String certificates = shared.certificates().getSecretArn();
    String folder = NatsConfiguration.FOLDER;
    lines.add("secret %s ca > %s/ca.crt".formatted(certificates, folder));
    lines.add("secret %s certificate > %s/server.crt".formatted(certificates, folder));
    lines.add("secret %s key > %s/server.key".formatted(certificates, folder));
    lines.add(": > %s/passwords".formatted(folder));
    new TreeMap<>(shared.passwords())
        .forEach(
            (user, password) ->
                lines.add(
                    "echo \"NATS_%s_PASSWORD=$(secret %s password)\" >> %s/passwords"
                        .formatted(
                            user.toUpperCase(Locale.ROOT), password.getSecretArn(), folder)));
    return lines;
  }

  private static List<String> serve(int number, String image) {
    return List.of(
        "chown -R %s %s".formatted(USER, NatsConfiguration.FOLDER),
        """
        cat > /etc/systemd/system/nats.service <<'END_OF_UNIT'
        [Unit]
        After=docker.service
        Requires=docker.service
        [Service]
        ExecStartPre=-/usr/bin/docker rm -f nats
        ExecStart=/usr/bin/docker run --rm --name nats --network host --read-only --user %s \
        --cap-drop ALL --security-opt no-new-privileges --ulimit nofile=65536 \
        --stop-signal SIGUSR2 --stop-timeout 60 \
        --env-file %s/passwords --env NATS_NAME=nats-%d \
        --volume %s:%s:ro --volume /var/lib/nats:%s %s --config %s/nats.conf
        ExecStop=/usr/bin/docker stop nats
        Restart=always
        RestartSec=2
        TimeoutStopSec=90
        [Install]
        WantedBy=multi-user.target
        END_OF_UNIT"""
            .formatted(
                USER,
                NatsConfiguration.FOLDER,
                number,
                NatsConfiguration.FOLDER,
                NatsConfiguration.FOLDER,
                NatsConfiguration.DATA,
                image,
                NatsConfiguration.FOLDER),
        "systemctl enable --now docker nats");
  }
}

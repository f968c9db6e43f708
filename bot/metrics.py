"""The operator's numbers in the format of Prometheus."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.counts import Counts
from bot.sender import Sender


class _Numbers(Collector):
    """Reads the counts when it is asked."""

    def __init__(self, counts: Counts, sender: Sender) -> None:
        self._counts = counts
        self._sender = sender

    def collect(self) -> Iterator[Metric]:
        """Return the numbers of this moment."""
        counts = self._counts
        yield CounterMetricFamily("quartier_updates", "Updates taken in", value=counts.updates)
        yield CounterMetricFamily("quartier_set_aside", "Updates set aside", value=counts.set_aside)
        yield CounterMetricFamily("quartier_refused", "Calls answered with 429", value=counts.refused)
        outcomes = CounterMetricFamily(
            "quartier_messages", "Messages by what became of them", labels=["outcome"]
        )
        for name, number in sorted(counts.outcomes.items()):
            outcomes.add_metric([name], number)
        yield outcomes
        yield GaugeMetricFamily("quartier_waiting", "Messages in hand", value=self._sender.waiting)
        yield GaugeMetricFamily(
            "quartier_waiting_to_many", "Messages to many in hand", value=self._sender.waiting_to_many
        )
        yield GaugeMetricFamily(
            "quartier_silence_seconds", "Until the server lets messages go", value=self._sender.silence
        )
        yield CounterMetricFamily(
            "quartier_looked_at_again", "Messages to many that could not go in time", value=counts.put_back
        )
        yield GaugeMetricFamily("quartier_troubles", "Parts that do not work now", value=len(counts.troubles))


def metrics_page(counts: Counts, sender: Sender) -> bytes:
    """Return the numbers of this moment as a page."""
    registry = CollectorRegistry()
    registry.register(_Numbers(counts, sender))
    return generate_latest(registry)

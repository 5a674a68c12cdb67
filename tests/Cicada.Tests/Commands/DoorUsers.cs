namespace Cicada.Tests.Commands;

/// <summary>Users for tests of the command line.</summary>
internal static class DoorUsers
{
    internal sealed class GoodUser : User
    {
        [Task(3)]
        [Label("read")]
        public void Look() => Measure("demo", "look").Dispose();

        [Task]
        [Label("write")]
        public void Buy() => Measure("demo", "buy").Dispose();
    }

    internal sealed class FailingUser : User
    {
        [Task]
        public void Fail()
        {
            using var call = Measure("demo", "=cmd|'/c calc'!A0\u001b[31m[red]");
            call.Fail("it [bold]failed[/]\nwith two lines");
        }
    }

    internal sealed class ThrowingUser : User
    {
        [Task]
        public void Throw() => throw new InvalidOperationException("the user stumbled");
    }

    internal sealed class BackwardUser : User
    {
        public override WaitTime WaitTime => WaitTime.Constant(-1);

        [Task]
        public void Look() => Measure("demo", "look").Dispose();
    }

    internal sealed class WebUser : HttpUser
    {
        [Task]
        public void Look() => Measure("demo", "look").Dispose();
    }

    internal sealed class PrintingUser : User
    {
        [Task]
        public void Look() => Measure("demo", "look").Dispose();
    }

    internal sealed class OwnDataUser : User
    {
        private int _items;

        public static FieldValue Total { get; set; } = 1.5;

        [Task]
        public void Buy()
        {
            Measure("demo", "buy").Dispose();
            Points.Write("baskets", tags: [("shop", "eu")], fields: [("items", ++_items), ("total", Total), ("paid", true), ("voucher", "none")]);
            Metrics.Counter("orders").Add();
            Metrics.Counter("orders").Add(2, ("region", "eu"));
            Metrics.Gauge("depth").Set(_items);
            Metrics.Trend("payment", "ms").Add(_items / 10.0, ("provider", "visa"));
        }
    }
}

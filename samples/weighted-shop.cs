#:project ../src/Cicada/Cicada.csproj

// Different visitors do different things: four who look around for each who buys, and always exactly one administrator.
// The numbers behind [Task] say how often a task is drawn; --show-task-ratio prints what comes of it.
// Run it: dotnet run samples/weighted-shop.cs -- --headless -u 20 -r 10 -t 10s

using Cicada;

return await LoadTest.RunAsync(args, test => test.DefaultTarget = DemoShop.StartAsync);

public sealed class Visitor : HttpUser
{
    public override double Weight => 4;

    public override WaitTime WaitTime => WaitTime.Between(0.2, 1);

    [Task(5)]
    public Task LookAtFrontPage() => Client.GetAsync("/", Cancellation);

    [Task(10), Label("items")]
    public Task LookAtItem() => Client.GetAsync($"/item/{Random.Next(1000)}", name: "/item/{id}", cancellationToken: Cancellation);
}

public sealed class Customer : HttpUser
{
    public override double Weight => 1;

    public override WaitTime WaitTime => WaitTime.Between(0.2, 1);

    public override Task OnStart() => Client.PostAsync("/login", cancellationToken: Cancellation);

    // What belongs together, in this order.
    [Task]
    public sealed class Purchase : SequentialTaskSet<Customer>
    {
        [Task]
        public Task Choose() => User.Client.GetAsync($"/item/{Random.Next(1000)}", name: "/item/{id}", cancellationToken: Cancellation);

        [Task]
        public Task FillCart() => User.Client.PostAsync("/cart", cancellationToken: Cancellation);

        [Task, Label("checkout")]
        public Task Pay() => User.Client.PostAsync("/checkout", cancellationToken: Cancellation);
    }
}

public sealed class Administrator : HttpUser
{
    public override int FixedCount => 1;

    public override WaitTime WaitTime => WaitTime.ConstantPacing(1);

    [Task]
    public Task LookAtCart() => Client.GetAsync("/cart", Cancellation);
}

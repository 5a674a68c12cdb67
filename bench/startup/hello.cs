// For comparison: what `dotnet run` itself costs, and what it costs more where a program has one project with nothing in it.
Console.WriteLine("hello");

// The application that is tested: any ASP.NET Core program will do.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning); // a line for each request would be thousands
var app = builder.Build();
app.MapGet("/", () => Results.Text("Welcome to the shop."));
app.MapGet("/items/{id:int}", (int id) => Results.Json(new { id, name = $"Item {id}", price = 1 + (id % 50) }));
app.MapPost("/login", (HttpResponse answer) => answer.Cookies.Append("customer", "anna"));
app.MapGet("/cart", (HttpRequest request) => request.Cookies["customer"] is { } customer ? Results.Text($"The cart of {customer}.") : Results.Unauthorized());
app.MapGet("/checkout", () => Results.Redirect("/cart"));
app.Run();

public partial class Program;

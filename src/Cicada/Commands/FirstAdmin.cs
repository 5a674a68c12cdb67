using Cicada.Influx.Queries;
using Cicada.Influx.Selection;
using Cicada.Options;
using Cicada.Storage.InfluxQl;
using Cicada.Web;

namespace Cicada.Commands;

/// <summary>Sees to it, before a store is served, that it has a user who may do everything, where it must not be left to whoever comes first.</summary>
internal sealed class FirstAdmin(ServeOptions options, string storePath, InfluxStore influx)
{
    private const string WayOut = "with a new name, and the password in CICADA_ADMIN_PASSWORD";

    /// <summary>Creates the user of <c>--admin-user</c>.</summary>
    /// <exception cref="PlanException">It cannot be created, or there has to be one and nobody is named.</exception>
    public void Require()
    {
        if (options.AdminUser is { } name)
        {
            Create(name);
        }

        if (!options.Influx.AsksForUser || influx.HasAdmin)
        {
            return;
        }

        if (influx.HasUsers)
        {
            throw new PlanException([$"The store '{storePath}' has users, none of whom may do everything; with '--auth' nobody would be answered. Add '--admin-user', {WayOut}."]);
        }

        if (!ListenAddress.Of(options.Web.Address).IsLoopback)
        {
            throw new PlanException([
                $"The address to listen on is '{options.Web.Address}', which other machines reach, and the store '{storePath}' has no user yet: whoever comes first would be the one who may do everything. "
                + $"Add '--admin-user', {WayOut}."]);
        }
    }

    private void Create(string name)
    {
        if (influx.FindUser(name) is { } user)
        {
            if (!user.IsAdmin)
            {
                throw new PlanException([
                    $"The user '{name}' of '--admin-user' is there already, and may not do everything. Name another, or start without and say: GRANT ALL PRIVILEGES TO {QueryText.OfQuotedName(name)}."]);
            }

            return;
        }

        try
        {
            var statement = $"CREATE USER {QueryText.OfQuotedName(name)} WITH PASSWORD {QueryText.OfString(options.AdminPassword)} WITH ALL PRIVILEGES";
            foreach (var rows in influx.Query(new InfluxQuery(statement), CancellationToken.None).SelectMany(result => result.Rows))
            {
                _ = rows;
            }
        }
        catch (Exception exception) when (exception is QueryFailedException or QuerySyntaxException)
        {
            throw new PlanException([$"The user '{name}' of '--admin-user' cannot be created: {exception.Message}. Name another."]);
        }
    }
}

using System.Net;
using Cicada.Web;

namespace Cicada.Tests.Web;

public sealed class HostNamesTests
{
    [Theory]
    [InlineData("results.lan:8086", true)]
    [InlineData("192.168.1.5:8086", true)]
    [InlineData("192.168.1.6:8086", false)]
    [InlineData("other.lan", false)]
    public void A_server_told_to_listen_on_a_name_is_called_by_its_address_too(string host, bool isAdmitted)
    {
        var names = new HostNames(new ListenAddress("results.lan", IPAddress.Parse("192.168.1.5")), []);

        Assert.Equal(isAdmitted, names.Admit(host));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public void A_server_on_all_addresses_is_called_by_any_of_them_and_by_the_machine_s_name(string address)
    {
        var names = new HostNames(ListenAddress.Of(address), []);

        Assert.True(names.Admit("192.168.1.6:8086"));
        Assert.True(names.Admit("[2001:db8::1]:8086"));
        Assert.True(names.Admit(Environment.MachineName));
        Assert.False(names.Admit("other.lan"));
    }
}
